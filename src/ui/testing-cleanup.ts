/** Takes what a test has rendered off the page again; and has patience with what is loaded when it is asked for. */
import { cleanup, configure } from "@solidjs/testing-library";
import { afterEach } from "vitest";

configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

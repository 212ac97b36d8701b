/** The build with moq-lite alone, ready when this module is. */
// By name: what of the glue is called by nobody is not to be downloaded.
import init, {
  BroadcastProducer,
  ended,
  failed,
  GroupProducer,
  protocols,
  Session,
  set_receiver,
  setup,
  TrackProducer,
  told,
  version_name,
} from "#bindgen/lite";
import { load } from "../bindgen.ts";

const build = {
  init,
  BroadcastProducer,
  GroupProducer,
  Session,
  TrackProducer,
  ended,
  failed,
  protocols,
  set_receiver,
  setup,
  told,
  version_name,
};

await load(build, new URL("../../../generated/moq-wasm-lite/moq_wasm_bg.wasm", import.meta.url));

/** The track of both: a viewer's, beside its commands, and a host's, beside its status. */
export const CHAT_TRACK = "chat";

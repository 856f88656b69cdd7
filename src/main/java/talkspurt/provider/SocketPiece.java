package talkspurt.provider;

/** A whole message of a WebSocket: either text or bytes; the other is null. */
record SocketPiece(String text, byte[] bytes) {}

package talkspurt.provider.transport;

/** A whole message of a WebSocket: either text or bytes; the other is null. */
public record SocketPiece(String text, byte[] bytes) {}

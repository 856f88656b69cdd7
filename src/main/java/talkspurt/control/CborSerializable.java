package talkspurt.control;

/** Marks messages that cross the cluster by Jackson CBOR. */
public interface CborSerializable {}

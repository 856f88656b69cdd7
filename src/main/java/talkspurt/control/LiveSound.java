package talkspurt.control;

/**
 * A piece of what is heard on a line, for somebody who listens in.
 *
 * @param rateHz of both tracks
 * @param stereo 16-bit samples, little-endian: the caller left, the bot right, as the caller heard it
 */
public record LiveSound(int rateHz, byte[] stereo) implements CborSerializable {}

package talkspurt.provider.mediastream;

/** A message of a bot is longer than is read, or does not come to its end. */
final class OversizedText extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OversizedText(String detail) {
    super(detail);
  }
}

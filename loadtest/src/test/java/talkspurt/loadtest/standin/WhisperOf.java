package talkspurt.loadtest.standin;

/** Whispers for tests of other packages. */
public final class WhisperOf {
  private WhisperOf() {}

  public static Whisper text(String text) {
    return Whisper.of(text);
  }
}

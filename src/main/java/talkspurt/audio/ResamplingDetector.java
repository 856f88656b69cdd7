package talkspurt.audio;

/** Brings a line of 12 or 44.1 kHz, say, to the rate of the ear it leads to, frame for frame. */
final class ResamplingDetector implements NearEndDetector {

  /** What it brings a line to, in samples per second. */
  static final int RATE_HZ = 16_000;

  private final NearEndDetector ear;
  private final Resampler line;
  private final Resampler sent;
  private final AudioFrame lineConverted = AudioFrame.silence(RATE_HZ);
  private final AudioFrame sentConverted = AudioFrame.silence(RATE_HZ);

  ResamplingDetector(int rateHz, NearEndDetector ear) {
    this.ear = ear;
    this.line = new Resampler(rateHz, RATE_HZ);
    this.sent = new Resampler(rateHz, RATE_HZ);
  }

  @Override
  public Heard hear(AudioFrame fromLine, AudioFrame toLine) {
    line.convert(fromLine.samples(), lineConverted.samples());
    sent.convert(toLine.samples(), sentConverted.samples());
    return ear.hear(lineConverted, sentConverted);
  }

  @Override
  public EchoReport echo() {
    return ear.echo();
  }
}

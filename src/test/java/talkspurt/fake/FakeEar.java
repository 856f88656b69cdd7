package talkspurt.fake;

import java.util.ArrayList;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.audio.NearEndDetector;

/** Takes every frame that does not begin with a zero for the caller's speech. */
public final class FakeEar implements NearEndDetector {

  private final List<AudioFrame> sent = new ArrayList<>();

  @Override
  public Heard hear(AudioFrame line, AudioFrame sentBeside) {
    sent.add(sentBeside);
    return new Heard(line, line.samples()[0] == 0 ? 0 : 1);
  }

  @Override
  public EchoReport echo() {
    return EchoReport.UNKNOWN;
  }

  /** What was sent beside each frame. */
  public List<AudioFrame> sent() {
    return sent;
  }
}

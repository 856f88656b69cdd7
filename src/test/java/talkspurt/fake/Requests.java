package talkspurt.fake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.provider.Responder;
import talkspurt.provider.UsageMeter;

/** Turns that agents are asked to answer. */
public final class Requests {

  private Requests() {}

  /** The first turn of a call, for which only so much time may be left. */
  public static Responder.Request of(Responder.Cue cue, Optional<Duration> timeLeft) {
    return new Responder.Request(
        "call",
        1,
        "en",
        List.of(),
        cue,
        Map.of(),
        List.of(),
        "",
        Optional.empty(),
        false,
        timeLeft,
        UsageMeter.NONE);
  }
}

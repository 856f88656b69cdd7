package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.DtmfDetector;

/**
 * What would have been decided in a recorded call; times in seconds of sound heard.
 *
 * @param recording name of the file
 * @param seconds its length
 * @param bot when the bot spoke, pauses under half a second included
 * @param detections when the caller was found to begin speaking
 * @param speech when the caller was found to speak, pauses under 0.3 s included
 * @param stt what recognition would have got
 * @param keys in-band digits
 * @param delays when and where the strongest echo was found
 * @param jumps when a further path of it was found
 * @param echo the echo in one interval after the other
 * @param overall the echo in all of the call, or null where none was measured
 */
record Decisions(
    String recording,
    double seconds,
    List<Span> bot,
    List<Double> detections,
    List<Span> speech,
    List<Span> stt,
    List<Key> keys,
    List<DelayTrack.Found> delays,
    List<Double> jumps,
    List<EchoMeasure> echo,
    EchoMeasure overall) {

  private static final int BOT_BRIDGED_FRAMES = 25;
  private static final int SPEECH_BRIDGED_FRAMES = 15;

  /** A digit pressed. */
  record Key(double atS, String key) {}

  static Decisions of(CallTrack track) {
    ActiveSpans bot = new ActiveSpans(BOT_BRIDGED_FRAMES);
    ActiveSpans speech = new ActiveSpans(SPEECH_BRIDGED_FRAMES);
    Onsets onsets = new Onsets();
    RecognitionGate gate = new RecognitionGate();
    DelayTrack delays = new DelayTrack();
    List<Key> keys = new ArrayList<>();
    for (int k = 0; k < track.frames(); k++) {
      bot.next(track.botAudible(k));
      speech.next(track.speaking[k]);
      onsets.next(k, track.speaking[k]);
      gate.next(track.speech[k], track.speaking[k]);
      delays.next(k, track.echo[k]);
      if (track.keys[k] != DtmfDetector.NONE) {
        keys.add(new Key(LineReplay.timeS(k), String.valueOf(track.keys[k])));
      }
    }
    List<EchoMeasure> overall = EchoMeasure.of(track, 0, track.frames());
    return new Decisions(
        track.recording.name(),
        track.recording.seconds(),
        bot.end(),
        onsets.timesS(),
        speech.end(),
        gate.end(),
        keys,
        delays.found(),
        delays.jumpsS(),
        EchoMeasure.intervals(track),
        overall.isEmpty() ? null : overall.get(0));
  }

  /** The bot's turn in which an instant lies, if it spoke then. */
  Optional<Span> botAt(double atS) {
    return bot.stream().filter(turn -> turn.holds(atS)).findFirst();
  }

  /** Whether the caller began over the bot, so that it would have been paused. */
  boolean pausesBot(Span callerSpeaks) {
    return botAt(callerSpeaks.fromS()).isPresent();
  }
}

package talkspurt.media.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.audio.RateCheck;
import talkspurt.call.LineFault;
import talkspurt.media.playout.FingerprintTable;
import talkspurt.media.playout.FingerprintTable.Source;
import talkspurt.media.settings.DoctorSettings;

/**
 * Names what is wrong with one line's audio, from what passes on it. Each fault is told once a line,
 * and once more when it is over. Time comes in as an argument. Not thread-safe.
 */
final class LineDoctor {

  /** A look that comes later than this was held up on our side: the time between says nothing. */
  private static final double LONGEST_LOOK_MS = 250;

  /** Nothing has so few samples a second, and one byte a sample looks like this in two. */
  private static final int HALF_OF_NARROW_BAND_HZ = 4000;

  private static final int NARROW_BAND_HZ = 8000;
  private static final double NEARLY = 0.15;

  private final DoctorSettings settings;
  private final LoopCheck loop;
  private final EncodingCheck encoding = new EncodingCheck();
  private final RateCheck rate = new RateCheck();
  private final Set<LineFault> told = EnumSet.noneOf(LineFault.class);
  private final Set<LineFault> open = EnumSet.noneOf(LineFault.class);
  private final List<LineFinding> news = new ArrayList<>();

  private boolean announced;
  private boolean cameOnce;
  private double nothingMs;
  private boolean steady = true;
  private short steadyValue;
  private double steadyMs;
  private double notTakenMs;
  private double tooMuchWaitsSinceMs = Double.NaN;
  private double lookedMs = Double.NaN;

  LineDoctor(DoctorSettings settings, FingerprintTable.Line marks) {
    this.settings = settings;
    this.loop = new LoopCheck(marks);
  }

  /** The line has said which call it brings: audio is due. */
  void announced() {
    announced = true;
  }

  /** Sound came, in a piece as it was received. */
  void heard(AudioFrame piece, double nowMs) {
    if (piece.samples().length == 0) {
      return;
    }
    cameOnce = true;
    nothingMs = 0;
    over(LineFault.NO_INBOUND_FRAMES);
    encoding.hear(piece);
    rate.hear(piece, nowMs);
    loop.heard(piece, nowMs);
    judgeEncoding();
    judgeRate(piece.rateHz());
    judgeSilence(piece);
    judgeLoop();
  }

  /** A frame was sent to the line. */
  void sent(AudioFrame frame, double nowMs) {
    loop.sent(frame, nowMs);
  }

  /** The peer tells how much waits to be played. */
  void waiting(int ms, double nowMs) {
    if (ms <= settings.maxWaiting().toMillis()) {
      tooMuchWaitsSinceMs = Double.NaN;
      over(LineFault.LEAD_GROWING);
    } else if (Double.isNaN(tooMuchWaitsSinceMs)) {
      tooMuchWaitsSinceMs = nowMs;
    } else if (nowMs - tooMuchWaitsSinceMs >= settings.waitingFor().toMillis()) {
      found(LineFault.LEAD_GROWING, ms + " ms wait in Asterisk");
    }
  }

  /**
   * Time has passed.
   *
   * @param taken whether the peer takes, or has taken since the last look, what is sent to it
   */
  void look(boolean taken, double nowMs) {
    double passedMs =
        Double.isNaN(lookedMs) || nowMs - lookedMs > LONGEST_LOOK_MS ? 0 : nowMs - lookedMs;
    lookedMs = nowMs;
    judgeAbsence(passedMs);
    judgeTaking(taken, passedMs);
  }

  /** What tells that the peer's host stands still, or is cut off: nothing comes, and nothing is taken; empty while there is none. */
  Optional<String> hostLost() {
    boolean lost = nothingMs >= settings.hostLostAfter().toMillis()
        && notTakenMs >= settings.notReadFor().toMillis();
    return lost
        ? Optional.of("nothing came for %.0f ms, and nothing was taken for %.0f ms"
            .formatted(nothingMs, notTakenMs))
        : Optional.empty();
  }

  /** What there is to tell since this was last asked. */
  List<LineFinding> takeNews() {
    if (news.isEmpty()) {
      return List.of();
    }
    List<LineFinding> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  private void judgeAbsence(double passedMs) {
    if (!announced) {
      return;
    }
    nothingMs += passedMs;
    long maxMs = (cameOnce ? settings.framesStoppedFor() : settings.noFramesFor()).toMillis();
    if (nothingMs >= maxMs) {
      found(
          LineFault.NO_INBOUND_FRAMES,
          (cameOnce ? "nothing came any more for " : "nothing has come in ") + maxMs + " ms");
    }
  }

  /** A queue of the peer's that is full is another fault. */
  private void judgeTaking(boolean taken, double passedMs) {
    if (taken) {
      notTakenMs = 0;
      over(LineFault.PEER_NOT_READING);
    } else if (Double.isNaN(tooMuchWaitsSinceMs)) {
      notTakenMs += passedMs;
      long maxMs = settings.notReadFor().toMillis();
      if (notTakenMs >= maxMs) {
        found(LineFault.PEER_NOT_READING, "nothing was taken for " + maxMs + " ms");
      }
    }
  }

  private void judgeLoop() {
    Optional<Source> source = loop.loop(settings.loopFor().toMillis());
    if (source.isPresent()) {
      found(
          LineFault.LOOP,
          source.get() == Source.THIS_LINE
              ? "its own sound comes back"
              : "it brings what another line of this node sends");
    }
  }

  private void judgeEncoding() {
    Optional<Reading> better = encoding.better(settings.wrongSoundFor().toMillis());
    if (better.isEmpty()) {
      return;
    }
    if (better.get() == Reading.BYTES_SWAPPED) {
      found(LineFault.WRONG_BYTE_ORDER, "with its bytes swapped it is sound");
    } else {
      found(LineFault.WRONG_CODEC, "read as " + name(better.get()) + " it is sound");
    }
  }

  private void judgeRate(int announcedHz) {
    Optional<Integer> wrongHz = rate.wrongHz(settings.wrongRateFor().toMillis());
    if (wrongHz.isEmpty()) {
      return;
    }
    int hz = wrongHz.get();
    boolean bytes = announcedHz == NARROW_BAND_HZ
        && Math.abs(hz / (double) HALF_OF_NARROW_BAND_HZ - 1) < NEARLY;
    if (bytes) {
      found(
          LineFault.WRONG_CODEC,
          "only " + hz + " samples come a second, as if one byte were one sample");
    } else if (!open.contains(LineFault.WRONG_CODEC)) {
      found(LineFault.WRONG_RATE, hz + " samples come a second; announced: " + announcedHz);
    }
  }

  /** What goes on as it began: the silence of linear samples is 0, that of others another value. */
  private void judgeSilence(AudioFrame piece) {
    if (!steady) {
      return;
    }
    if (steadyMs == 0) {
      steadyValue = piece.samples()[0];
    }
    for (short sample : piece.samples()) {
      if (sample != steadyValue) {
        steady = false;
        over(LineFault.DIGITAL_SILENCE);
        return;
      }
    }
    steadyMs += piece.samples().length * 1000.0 / piece.rateHz();
    if (steadyMs >= settings.silentFor().toMillis()
        && !told.contains(LineFault.DIGITAL_SILENCE)
        && !open.contains(LineFault.WRONG_CODEC)) {
      found(
          LineFault.DIGITAL_SILENCE,
          "nothing but the value " + steadyValue + " for "
              + settings.silentFor().toMillis() + " ms");
    }
  }

  private void found(LineFault fault, String detail) {
    if (settings.ignored().contains(fault) || !told.add(fault)) {
      return;
    }
    open.add(fault);
    news.add(LineFinding.found(fault, detail));
  }

  private void over(LineFault fault) {
    if (open.remove(fault)) {
      news.add(LineFinding.over(fault));
    }
  }

  private static String name(Reading reading) {
    return reading == Reading.MU_LAW ? "µ-law" : "A-law";
  }
}

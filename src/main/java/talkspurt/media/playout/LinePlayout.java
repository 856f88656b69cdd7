package talkspurt.media.playout;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.media.playout.PlayoutOrder.Accompany;
import talkspurt.media.playout.PlayoutOrder.Drop;
import talkspurt.media.playout.PlayoutOrder.Forget;
import talkspurt.media.playout.PlayoutOrder.HangUp;
import talkspurt.media.playout.PlayoutOrder.LineAhead;
import talkspurt.media.playout.PlayoutOrder.LinePlayed;
import talkspurt.media.playout.PlayoutOrder.Pause;
import talkspurt.media.playout.PlayoutOrder.Prepare;
import talkspurt.media.playout.PlayoutOrder.Resume;
import talkspurt.media.playout.PlayoutOrder.Speak;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.telemetry.Metrics;

/**
 * What a line is sent and when: one frame every 20 ms from the first moment to the last, speech or
 * silence. It is shown to {@link EchoReference}; speech is pulled only while the buffer is below the
 * high water. Time comes in as an argument. Not thread-safe.
 */
final class LinePlayout {

  /** The line, and who is told what was heard. */
  interface Line {

    /** Whether it takes a command now. */
    boolean takes();

    /** Sends the one command that it takes now. */
    void push(LineCommand command);

    /** Sends a command as soon as the line takes one. */
    void send(LineCommand command);

    /** Hangs up; nothing follows. */
    void hangUp();

    void tell(PlayoutEvent event);

    /** Calls {@link LinePlayout#release} then, or a few milliseconds earlier and says then. */
    void wakeAt(long dueNanos);

    /** Runs a source, of which each piece and the end are told. */
    ReplyInput.Feed run(Source<TtsPiece, NotUsed> source, ReplyInput input);
  }

  /**
   * While the bot speaks the line is asked 25 times a second how far it has played: what waits in
   * Asterisk changes with every tick that its clock loses on a busy machine.
   */
  private static final int MARK_EVERY_FRAMES = 2;

  /**
   * Between the last word and hanging up: what is still on its way in Asterisk would be thrown away.
   */
  private static final int TAIL_FRAMES = 10;

  private final PlayoutBuffer buffer;
  private final FramePacer pacer;
  private final EchoReference voice;
  private final Metrics metrics;
  private final Line line;
  private final BufferTarget ready;
  private final VoiceWatch voices;
  private final Background background;
  private Optional<ReplyInput> speech = Optional.empty();
  private Optional<ReplyInput> prepared = Optional.empty();
  private long sent;
  private long spokeUntil = -TAIL_FRAMES;

  /** After how many frames in all the line is hung up; empty until that is ordered. */
  private OptionalLong hangUpAt = OptionalLong.empty();

  private int ahead;

  /** The first frame is due now. */
  LinePlayout(PlayoutSettings settings, EchoReference voice, Metrics metrics, Line line, long now) {
    this.buffer = new PlayoutBuffer(settings, voice.rateHz());
    this.pacer = new FramePacer(now);
    this.voice = voice;
    this.metrics = metrics;
    this.line = line;
    this.ready = new BufferTarget(settings);
    this.background =
        new Background(settings.background(), ThreadLocalRandom.current().nextLong());
    this.voices = new VoiceWatch(metrics.playout());
    voice.cutBy(buffer::cut);
  }

  /** Whether it was told to hang up. */
  boolean hangingUp() {
    return hangUpAt.isPresent();
  }

  /** Sends what is due, as far as the line takes it, and sees to it that the next frame is sent. */
  void release(long now) {
    if (!timeToHangUp()) {
      skip(pacer.shift(now));
    }
    while (!timeToHangUp() && pacer.due(now) && (ahead > 0 || line.takes())) {
      if (ahead > 0) {
        rest(now);
      } else {
        play(now);
      }
    }
    if (!timeToHangUp()) {
      wakeWhenDue(now);
    } else if (line.takes()) {
      line.hangUp();
    }
  }

  private void wakeWhenDue(long now) {
    if (!pacer.due(now)) {
      line.wakeAt(now + pacer.untilDue(now));
    }
  }

  private void play(long now) {
    metrics.playout().framePlayed(pacer.lateNanos(now));
    pacer.sent(now);
    line.push(new LineCommand.Play(nextFrame(now)));
    sent++;
    if (buffer.speaking()) {
      spokeUntil = sent;
      mark();
    }
  }

  /** In a stall of ours the caller was sent nothing, while the caller was heard all the time. */
  private void skip(long nanos) {
    long frames = nanos / FramePacer.FRAME_NANOS;
    metrics.playout().framesSkipped(frames);
    voice.silent(nanos);
    for (long frame = 0; frame < Math.min(frames, DownstreamQueue.MAX_BEHIND_FRAMES); frame++) {
      buffer.rest();
    }
  }

  /** The caller goes on hearing what waits in the line; nothing of the speech is left out. */
  private void rest(long now) {
    ahead--;
    pacer.sent(now);
    metrics.lines().lineRested();
    voice.silent(FramePacer.FRAME_NANOS);
    buffer.rest();
    tell();
  }

  private void mark() {
    if (sent % MARK_EVERY_FRAMES == 0) {
      line.send(new LineCommand.Mark(sent));
      buffer.asked();
    }
  }

  private AudioFrame nextFrame(long now) {
    buffer.rate(voice.rateHz());
    AudioFrame spoken = buffer.next();
    voices.played(buffer);
    AudioFrame frame = background.ambient(spoken, buffer.isSilence(spoken));
    voice.letGo(frame);
    tell();
    pullSpeech(now);
    // its echo is too quiet to be told from the line's own noise, and the ear would have no silence
    // to rest in
    return background.noisy(frame, buffer.isSilence(frame));
  }

  private boolean timeToHangUp() {
    return hangingUp() && sent >= hangUpAt.getAsLong();
  }

  /** Does what is ordered; once it hangs up, nothing more. */
  void obey(PlayoutOrder order, long now) {
    if (hangingUp()) {
      return;
    }
    if (order instanceof Speak speak) {
      speak(speak, now);
    } else if (order instanceof Prepare prepare) {
      prepare(prepare.speech(), now);
    } else if (order instanceof Forget) {
      forget();
    } else if (order instanceof Pause) {
      flush(buffer.pause());
    } else if (order instanceof Resume) {
      buffer.resume();
    } else if (order instanceof Drop) {
      cancelSpeech();
      flush(buffer.drop());
    } else if (order instanceof LinePlayed played) {
      buffer.behind((int) (sent - played.frames()));
    } else if (order instanceof LineAhead more) {
      ahead = more.frames();
    } else if (order instanceof Accompany accompany) {
      background.use(accompany.ambience());
    } else if (order instanceof HangUp) {
      hangUp(now);
    } else {
      throw new AssertionError(order);
    }
    tell();
  }

  private void hangUp(long now) {
    close();
    hangUpAt = OptionalLong.of(buffer.speaking() ? sent : spokeUntil + TAIL_FRAMES);
    buffer.drop();
    tell();
    release(now);
  }

  private void speak(Speak order, long now) {
    cancelSpeech();
    flush(buffer.begin(order.turn()));
    if (prepared.filter(input -> input.isOf(order.speech())).isPresent()) {
      speech = prepared;
      prepared = Optional.empty();
      speech.get().moveTo(buffer);
    } else {
      speech = Optional.of(input(order.speech()));
    }
    pullSpeech(now);
  }

  private void prepare(Source<TtsPiece, NotUsed> source, long now) {
    forget();
    ReplyInput input = input(source);
    prepared = Optional.of(input);
    input.pull(now);
  }

  private ReplyInput input(Source<TtsPiece, NotUsed> source) {
    return new ReplyInput(source, input -> line.run(source, input));
  }

  /** A piece of speech has come. */
  void arrived(ReplyInput input, TtsPiece piece, long now) {
    input.arrived(piece, now);
    if (speech.filter(input::equals).isPresent()) {
      voices.arrived(buffer, piece);
      buffer.add(piece);
      pullSpeech(now);
      return;
    }
    input.hold(piece);
    if (piece instanceof TtsPiece.SpokenBy by) {
      ready.voice(by.pace());
    }
    if (input.readyMs() < ready.highMs()) {
      input.pull(now);
    }
  }

  /** No more of a speech comes. */
  void ended(ReplyInput input) {
    input.end();
    if (speech.filter(input::equals).isPresent()) {
      buffer.end();
    }
  }

  private void pullSpeech(long now) {
    if (speech.isPresent() && buffer.wantsMore()) {
      speech.get().pull(now);
    }
  }

  /** No speech is wanted any more. */
  void close() {
    cancelSpeech();
    forget();
  }

  private void cancelSpeech() {
    speech.ifPresent(ReplyInput::cancel);
    speech = Optional.empty();
  }

  private void forget() {
    prepared.ifPresent(ReplyInput::cancel);
    prepared = Optional.empty();
  }

  /** A line that has played all that it was given has nothing to take back. */
  private void flush(boolean wanted) {
    if (wanted) {
      ahead = 0;
      line.send(new LineCommand.Flush());
    }
  }

  private void tell() {
    voice.floor(buffer.speaking());
    buffer.takeEvents().forEach(line::tell);
  }
}

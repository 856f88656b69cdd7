package talkspurt.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.UUID;
import talkspurt.loadtest.AudioSocketMessage.Audio;
import talkspurt.loadtest.AudioSocketMessage.Digit;
import talkspurt.loadtest.AudioSocketMessage.Hangup;
import talkspurt.loadtest.AudioSocketMessage.Id;

/** One connected call: says its script every 20 ms and takes down what it hears. Lives on its loop's thread. */
final class Caller implements Redial.Waiting {
  private static final byte[] NOTHING = {};

  /** Longer than any pause between two sentences of an engine that is speaking. */
  private static final long SPEAKING_NANOS = 1_000_000_000;

  private final RunPlan plan;
  private final CallLoop loop;
  private final Counters tally;
  private SocketChannel channel;
  private final SimulatedPhone handset;
  private final BargeInTimer bargeIns;
  private final AnswerTimer answers;
  private final Runnable onEnd;
  private final ByteBuffer out;
  private byte[] unfinished = NOTHING;
  private SimulatedPhones reception;
  private long connectedNanos;
  private int frame;
  private boolean broken;
  private UUID call;
  private Redial redial;
  private boolean away;
  private long heardNanos;
  private long soundedNanos;
  private boolean awaitsSound;
  private long lostNanos;
  private long backNanos;
  private boolean over;

  Caller(
      RunPlan plan, CallLoop loop, SocketChannel channel, SimulatedPhone handset, Runnable onEnd) {
    this.plan = plan;
    this.loop = loop;
    this.tally = loop.tally();
    this.channel = channel;
    this.handset = handset;
    this.bargeIns = new BargeInTimer(tally);
    this.answers = new AnswerTimer(tally);
    this.onEnd = onEnd;
    this.out = ByteBuffer.allocateDirect(
            AudioSocketCodec.HEADER_BYTES + 2 * plan.rateHz() / Script.FRAMES_PER_SECOND)
        .limit(0);
  }

  void begin(UUID call, long nowNanos) {
    this.call = call;
    connectedNanos = nowNanos;
    heardNanos = nowNanos;
    plan.dialplan().ifPresent(dialplan -> redial = new Redial(loop, dialplan, call, this));
    reception = new SimulatedPhones(tally, nowNanos);
    loop.register(channel, SelectionKey.OP_READ, this::read);
    send(new Id(call));
    speak(nowNanos);
  }

  /** Says one frame of the script. Each is due 20 ms after the one before was due, not after it was sent. */
  private void speak(long dueNanos) {
    if (over) return;
    if (frame == plan.frames()) {
      end("caller");
      return;
    }
    long nowNanos = loop.nowNanos();
    tally.ownLateness.addNanos(nowNanos - dueNanos);
    for (char digit : plan.script().digits(frame).toCharArray())
      if (!send(new Digit(digit)) && (away || broken))
        tally.keysWithoutLine.merge(call.toString(), String.valueOf(digit), String::concat);
    if (send(new Audio(plan.rateHz(), handset.say(frame, plan.script().sound(frame)))))
      tally.framesSent++;
    for (BargeInTimer.By by : plan.script().onsets(frame)) bargeIns.onset(by, nowNanos);
    if (plan.script().ends(frame)) answers.asked(nowNanos);
    frame++;
    loop.at(connectedNanos + frame * Script.FRAME_NANOS, this::speak);
  }

  /** Writes a message at once and whole; if an engine does not read and the last one is still stuck, leaves it out. */
  private boolean send(AudioSocketMessage message) {
    if (broken || away) return false;
    try {
      if (out.hasRemaining()) channel.write(out);
      if (out.hasRemaining()) {
        tally.messagesNotTaken++;
        return false;
      }
      out.clear();
      AudioSocketCodec.encode(message, out);
      channel.write(out.flip());
      return true;
    } catch (IOException e) {
      // What the engine said last, perhaps a hang-up, may still wait to be read.
      broken = true;
      return false;
    }
  }

  private void read() {
    if (over || away) return;
    ByteBuffer bytes = loop.scratch().clear().put(unfinished);
    try {
      int count = channel.read(bytes);
      long nowNanos = loop.nowNanos();
      bytes.flip();
      for (Optional<AudioSocketMessage> message;
          !over && !away && (message = AudioSocketCodec.decode(bytes)).isPresent(); )
        hear(message.get(), nowNanos);
      unfinished = bytes.hasRemaining() ? new byte[bytes.remaining()] : NOTHING;
      bytes.get(unfinished);
      if (count < 0) closed();
    } catch (IOException e) {
      end("reset");
    }
  }

  private void hear(AudioSocketMessage message, long nowNanos) {
    message.breach().ifPresent(this::protocolError);
    if (message instanceof Hangup) {
      end("engine");
    } else if (message instanceof Audio audio) {
      double dbfs = Sound.dbfs(audio.samples());
      heardAgain(nowNanos, dbfs);
      reception.heard(nowNanos, audio, dbfs);
      bargeIns.heard(nowNanos, dbfs, audio.millis());
      answers.heard(nowNanos, dbfs);
      handset.hear(nowNanos - connectedNanos, audio);
    }
  }

  private void closed() {
    if (unfinished.length > 0) protocolError("message_cut");
    end(broken ? "reset" : "engine_closed");
  }

  private void protocolError(String name) {
    tally.protocolErrors.merge(name, 1L, Long::sum);
  }

  private void heardAgain(long nowNanos, double dbfs) {
    if (backNanos > 0) {
      tally.lineGap.addNanos(nowNanos - heardNanos);
      backNanos = 0;
    }
    if (dbfs > SimulatedPhones.SOUNDING_DBFS) {
      if (awaitsSound) tally.speechGap.addNanos(nowNanos - lostNanos);
      awaitsSound = false;
      soundedNanos = nowNanos;
    }
    heardNanos = nowNanos;
  }

  /** The engine's end of the line is gone; the call goes on if the dialplan says so. */
  private void lose(String by) {
    away = true;
    lostNanos = loop.nowNanos();
    awaitsSound = awaitsSound || lostNanos - soundedNanos < SPEAKING_NANOS;
    tally.linesLost.merge(by, 1L, Long::sum);
    reception.end(lostNanos);
    close();
    redial.begin();
  }

  @Override
  public void connectedAgain(SocketChannel line) {
    if (over) {
      channel = line;
      close();
      return;
    }
    channel = line;
    away = false;
    broken = false;
    unfinished = NOTHING;
    out.clear().limit(0);
    backNanos = loop.nowNanos();
    tally.reconnects++;
    reception = new SimulatedPhones(tally, backNanos);
    loop.register(channel, SelectionKey.OP_READ, this::read);
    send(new Id(call));
  }

  @Override
  public void left(String why) {
    if (!over) finish(why);
  }

  private void end(String by) {
    if (over || away) {
      if (!over && by.equals("caller")) finish(by);
      return;
    }
    if (redial != null && !by.equals("caller")) lose(by);
    else finish(by);
  }

  private void finish(String by) {
    over = true;
    long nowNanos = loop.nowNanos();
    tally.endedBy.merge(by, 1L, Long::sum);
    if (!away) reception.end(nowNanos);
    bargeIns.end(nowNanos);
    answers.end(nowNanos);
    handset.hangUp(nowNanos - connectedNanos);
    close();
    onEnd.run();
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // A socket that cannot even be closed is gone already.
    }
  }
}

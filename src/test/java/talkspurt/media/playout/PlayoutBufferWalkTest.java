package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenText;
import talkspurt.fake.Sounds;
import talkspurt.media.playout.PlayoutEvent.Dropped;
import talkspurt.media.playout.PlayoutEvent.Finished;
import talkspurt.media.playout.PlayoutEvent.MarkReached;
import talkspurt.media.playout.PlayoutEvent.Paused;
import talkspurt.media.playout.PlayoutEvent.Reached;
import talkspurt.media.playout.PlayoutEvent.Resumed;
import talkspurt.media.playout.PlayoutEvent.SegmentPlayed;
import talkspurt.media.playout.PlayoutEvent.Started;
import talkspurt.media.playout.TtsPiece.Mark;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.playout.TtsPiece.Sound;

/**
 * Orders in any sequence, to a line that plays some frames late: what is told is what the caller
 * heard. The samples of a reply are numbered, so that what is heard tells where it stands.
 */
class PlayoutBufferWalkTest {

  private static final int PER_MS = 8;
  private static final int FRAME = 160;
  private static final int FURTHEST_BACK = 700 * PER_MS;
  private static final int MAX_SAMPLES = 30_000;
  private static final short SILENT = 0;
  private static final int[] RATES = {8000, 11_025, 16_000, 48_000};

  /** A frame on its way to the caller; its numbers are unfaded from an index on. */
  private record Sent(short[] samples, int numbersFrom, boolean fadesIn) {}

  private final Deque<Sent> line = new ArrayDeque<>();
  private PlayoutBuffer buffer;
  private int fade;
  private int lag;
  private int turn;
  private int finished;
  private int dropped;
  private int paused;
  private Reply reply = new Reply();

  /** What is known of the reply that is being said. */
  private static final class Reply {
    private final Deque<Integer> segmentEnds = new ArrayDeque<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private SpokenText said = SpokenText.NOTHING;
    private SpokenText told = SpokenText.NOTHING;
    private String words = "";
    private int segmentFrom;
    private int put;
    private boolean ended;
    private boolean started;
    private boolean silent;
    private boolean fadesOut;
    private boolean fadesIn;
    /** Since it was resumed no number was heard; so many samples were faded since. */
    private boolean rewound;

    private int faded;
    private int heard;
    private int reachedMs;
  }

  @ParameterizedTest(name = "seed {0}, fade {1} ms")
  @CsvSource({"1, 0", "2, 0", "3, 0", "4, 0", "5, 10", "6, 10", "7, 20", "8, 20"})
  void whatIsToldIsWhatWasHeard(long seed, int fadeMs) {
    Random random = new Random(seed);
    fade = fadeMs * PER_MS;
    buffer = new PlayoutBuffer(PlayoutBufferTest.settings(200, 400, 60, fadeMs), 8000);
    for (int step = 0; step < 10_000; step++) {
      switch (random.nextInt(200)) {
        case 0 -> flush(buffer.drop());
        case 1 -> begin(random);
        case 2, 3, 4, 5 -> flush(buffer.pause());
        case 6, 7, 8, 9, 10, 11, 12, 13 -> buffer.resume();
        default -> {}
      }
      told();
      if (!buffer.speaking()) {
        begin(random);
      }
      feed(random);
      play();
    }
    assertThat(finished).isGreaterThan(10);
    assertThat(dropped).isGreaterThan(20);
    assertThat(paused).isGreaterThan(100);
  }

  private void begin(Random random) {
    flush(buffer.begin(turn + 1));
    told();
    turn++;
    reply = new Reply();
    lag = random.nextInt(5);
    buffer.behind(lag);
    hear();
  }

  /** The line throws away what it has not played. */
  private void flush(boolean wanted) {
    if (wanted) {
      line.clear();
    }
  }

  private void feed(Random random) {
    while (buffer.wantsMore() && random.nextInt(4) > 0) {
      if (reply.words.isEmpty()) {
        reply.words = "w" + random.nextInt(1000) + ".";
        reply.segmentFrom = reply.put;
        buffer.add(new SegmentBegins(reply.words));
      }
      int size = random.nextInt(2000);
      buffer.add(new Sound(new AudioFrame(8000, numbers(reply.put + 1, size))));
      reply.put += size;
      if (random.nextInt(4) == 0) {
        buffer.add(new Mark(String.valueOf(reply.put)));
        reply.marks.add(reply.put);
      }
      boolean last = reply.put > MAX_SAMPLES - 2000 || random.nextInt(30) == 0;
      if (last || random.nextInt(3) == 0) {
        endSegment();
      }
      if (last) {
        buffer.end();
        reply.ended = true;
      }
    }
  }

  private void endSegment() {
    buffer.add(new SegmentEnds());
    if (reply.put > reply.segmentFrom) {
      reply.segmentEnds.add(reply.put);
      reply.said = reply.said.then(new SpokenText(reply.words));
    }
    reply.words = "";
  }

  private void play() {
    short[] samples = buffer.next().samples();
    assertThat(samples).hasSize(FRAME);
    if (reply.fadesOut) {
      assertThat(Arrays.copyOfRange(samples, fade, FRAME))
          .as("behind a fade")
          .isEqualTo(new short[FRAME - fade]);
      line.add(new Sent(samples, FRAME, false));
    } else if (reply.silent) {
      assertThat(samples).as("while it is paused").containsOnly(SILENT);
      line.add(new Sent(samples, FRAME, false));
    } else {
      line.add(new Sent(samples, reply.fadesIn ? fade : 0, reply.fadesIn));
      reply.fadesIn = false;
    }
    reply.fadesOut = false;
    hear();
    told();
  }

  private void hear() {
    while (line.size() > lag) {
      hear(line.remove());
    }
  }

  private void hear(Sent frame) {
    if (frame.fadesIn && fade > 0) {
      assertThat(frame.samples[0]).as("the beginning of a fade").isZero();
      reply.faded += fade;
    }
    for (int n = frame.numbersFrom; n < FRAME; n++) {
      if (frame.samples[n] != SILENT) {
        hear(frame.samples[n]);
      }
    }
  }

  private void hear(int number) {
    if (reply.rewound) {
      assertThat(number - reply.faded)
          .as("after %d, resumed", reply.heard)
          .isBetween(reply.heard - FURTHEST_BACK, reply.heard + 1);
    } else if (number != reply.heard + 1) { // asserting each sample would take long
      assertThat(number).isEqualTo(reply.heard + 1);
    }
    reply.heard = number;
    reply.rewound = false;
    reply.faded = 0;
  }

  private void told() {
    for (PlayoutEvent event : buffer.takeEvents()) {
      assertThat(event.turn()).isEqualTo(turn);
      told(event);
    }
    if (!reply.rewound) {
      assertThat(reply.segmentEnds).as("told by now").allMatch(end -> end > reply.heard);
      assertThat(reply.marks).as("told by now").allMatch(mark -> mark > reply.heard);
    }
  }

  private void told(PlayoutEvent event) {
    if (event instanceof Started) {
      assertThat(reply.started).as("started once").isFalse();
      reply.started = true;
    } else if (event instanceof Reached reached) {
      assertPosition(reached.replyMs());
      assertThat(reached.replyMs()).isGreaterThanOrEqualTo(reply.reachedMs);
      reply.reachedMs = reached.replyMs();
    } else if (event instanceof SegmentPlayed segment) {
      assertHeard(reply.segmentEnds.remove());
      reply.told = reply.told.then(segment.words());
    } else if (event instanceof MarkReached mark) {
      assertHeard(reply.marks.remove());
      assertHeard(Integer.parseInt(mark.name()));
    } else if (event instanceof Paused at) {
      assertThat(reply.silent).isFalse();
      assertPosition(at.playedMs());
      reply.silent = true;
      reply.fadesOut = reply.started && !reply.fadesIn;
      reply.fadesIn = false;
      paused++;
    } else if (event instanceof Resumed) {
      assertThat(reply.silent).isTrue();
      reply.silent = false;
      resumed();
    } else if (event instanceof Dropped drop) {
      assertThat(drop.heard().text()).startsWith(reply.told.text());
      dropped++;
      reply = new Reply();
    } else if (event instanceof Finished finish) {
      assertThat(reply.ended).isTrue();
      assertHeard(reply.put);
      assertThat(reply.told).isEqualTo(reply.said);
      assertThat(finish.heard()).isEqualTo(reply.said);
      assertThat(reply.marks).isEmpty();
      finished++;
      reply = new Reply();
    }
  }

  private void resumed() {
    if (reply.fadesOut) {
      reply.fadesOut = false;
    } else {
      reply.fadesIn = true;
      reply.rewound = true;
      reply.reachedMs -= Math.min(reply.reachedMs, FURTHEST_BACK / PER_MS);
    }
  }

  /** After it was resumed the position is only known again once a number was heard. */
  private void assertPosition(int ms) {
    if (reply.rewound) {
      assertThat(ms).isLessThanOrEqualTo((reply.heard + reply.faded) / PER_MS);
    } else {
      assertThat(ms).isEqualTo(reply.heard / PER_MS);
    }
  }

  private void assertHeard(int position) {
    assertThat(reply.heard + (reply.rewound ? reply.faded : 0)).isGreaterThanOrEqualTo(position);
  }

  // ---- rates

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverTheRateEachSegmentIsToldPlayedOnce(long seed) {
    Random random = new Random(seed);
    buffer = new PlayoutBuffer(PlayoutBufferTest.SETTINGS, 8000);
    for (turn = 1; turn <= 60; turn++) {
      reply = new Reply();
      buffer.begin(turn);
      buffer.behind(random.nextInt(4));
      int frames = 0;
      for (; buffer.speaking(); frames++) {
        assertThat(frames).as("comes to an end").isLessThan(5000);
        switch (random.nextInt(40)) {
          case 0, 1 -> buffer.rate(RATES[random.nextInt(RATES.length)]);
          case 2 -> buffer.pause();
          case 3, 4, 5 -> buffer.resume();
          default -> {}
        }
        while (buffer.wantsMore() && random.nextInt(3) > 0) {
          feedAtAnyRate(random);
        }
        buffer.next();
        buffer.takeEvents().forEach(this::toldAtAnyRate);
      }
    }
    assertThat(finished).isEqualTo(60);
  }

  private void feedAtAnyRate(Random random) {
    if (reply.words.isEmpty()) {
      reply.words = "w" + random.nextInt(1000) + ".";
      reply.segmentFrom = reply.put;
      buffer.add(new SegmentBegins(reply.words));
    } else if (random.nextInt(3) > 0) {
      int rateHz = RATES[random.nextInt(RATES.length)];
      buffer.add(new Sound(Sounds.tones(rateHz, 20 + random.nextInt(100), -12, 440)));
      reply.put++;
    } else {
      endSegment();
      if (random.nextInt(15) == 0) {
        buffer.end();
      }
    }
  }

  private void toldAtAnyRate(PlayoutEvent event) {
    if (event instanceof SegmentPlayed segment) {
      reply.told = reply.told.then(segment.words());
      assertThat(reply.said.text()).startsWith(reply.told.text());
    } else if (event instanceof Reached reached) {
      assertThat(reached.replyMs()).isGreaterThanOrEqualTo(reply.reachedMs - 1);
      reply.reachedMs = reached.replyMs();
    } else if (event instanceof Resumed) {
      reply.reachedMs -= FURTHEST_BACK / PER_MS;
    } else if (event instanceof Finished finish) {
      assertThat(reply.told).isEqualTo(reply.said);
      assertThat(finish.heard()).isEqualTo(reply.said);
      finished++;
    }
  }

  private static short[] numbers(int from, int count) {
    short[] numbers = new short[count];
    for (int n = 0; n < count; n++) {
      numbers[n] = (short) (from + n);
    }
    return numbers;
  }
}

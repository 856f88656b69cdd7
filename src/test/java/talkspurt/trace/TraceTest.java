package talkspurt.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Turns;
import talkspurt.trace.Trace.Event;
import talkspurt.turn.TurnAction;

class TraceTest {

  private static final TraceHead HEAD = new TraceHead(
      TraceHead.VERSION,
      UUID.fromString("11111111-2222-3333-4444-555555555555"),
      2,
      Instant.parse("2026-11-30T12:00:00.123Z"),
      8000,
      20,
      7,
      "w1");
  private static final List<TraceEvent> ALL = List.of(
      new TraceEvent.Turns(Turns.settings("words:2", 100, 900, 200)),
      new TraceEvent.Words(1, "drei \"vier\"", true, false, false),
      new TraceEvent.Words(0, "", true, false, true),
      new TraceEvent.TurnEndLikely(0),
      new TraceEvent.Key('#'),
      new TraceEvent.Unheard(true),
      new TraceEvent.Decision(TurnAction.PAUSE, "voice", 3, 80, 0, 0),
      new TraceEvent.Floor(false),
      new TraceEvent.Playback("paused", 4, 0, 1500),
      new TraceEvent.Answer(4, Map.of("tts", 120L), true),
      new TraceEvent.Echo(-1, 0, 12, 2),
      new TraceEvent.Filled(40),
      new TraceEvent.Late(60),
      new TraceEvent.Stall(300),
      new TraceEvent.Paused(50),
      new TraceEvent.Lost(3),
      new TraceEvent.Untold(9));

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final TraceWriter writer = new TraceWriter(HEAD, new GzipMembers());

  private void add(ByteBuffer member) {
    file.write(member.array(), member.position(), member.remaining());
  }

  private static short[] tone(int amplitude) {
    short[] samples = new short[160];
    Arrays.fill(samples, (short) amplitude);
    return samples;
  }

  private static long mark(float speech, boolean bot, int lateMs) {
    return FrameMark.pack(speech, bot, tone(32767), tone(327), tone(0), lateMs);
  }

  private Trace read(byte[] bytes) throws IOException {
    return Trace.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    for (int n = 0; n < ALL.size(); n++) {
      writer.event(n, ALL.get(n));
    }
    add(writer.rest());
    Trace trace = read(file.toByteArray());
    assertThat(trace.head()).isEqualTo(HEAD);
    assertThat(trace.events()).extracting(Event::what).containsExactlyElementsOf(ALL);
    assertThat(trace.events().get(4).frame()).isEqualTo(4);
    assertThat(ALL).extracting(Object::getClass).containsAll(kinds());
  }

  private static List<Class<?>> kinds() {
    return Arrays.stream(TraceEvent.class.getPermittedSubclasses())
        .filter(kind -> kind != TraceEvent.Frames.class)
        .toList();
  }

  @Test
  void framesAreToldSecondBySecondAndWhatChangesBetweenThem() throws IOException {
    for (int frame = 0; frame < 60; frame++) {
      writer.frame(frame, mark(frame / 100f, frame >= 10 && frame < 20, frame < 55 ? -3 : 97));
      writer.second().ifPresent(this::add);
    }
    writer.frame(70, mark(1, true, 0));
    add(writer.rest());
    List<Event> events = read(file.toByteArray()).events();
    assertThat(events)
        .filteredOn(event -> !(event.what() instanceof TraceEvent.Frames))
        .containsExactly(
            new Event(10, new TraceEvent.Floor(true)),
            new Event(20, new TraceEvent.Floor(false)),
            new Event(55, new TraceEvent.Stall(100)),
            new Event(70, new TraceEvent.Floor(true)));
    List<Event> frames = events.stream()
        .filter(event -> event.what() instanceof TraceEvent.Frames)
        .toList();
    assertThat(frames).extracting(Event::frame).containsExactly(0L, 50L, 70L);
    TraceEvent.Frames first = (TraceEvent.Frames) frames.get(0).what();
    assertThat(first.speech()).hasSize(50).startsWith(0, 1, 2).endsWith(48, 49);
    assertThat(first.line()).containsOnly(0);
    assertThat(first.bot()).containsOnly(-40);
    assertThat(first.clean()).containsOnly(-96);
    assertThat(first.late()).containsOnly(-3);
    assertThat(((TraceEvent.Frames) frames.get(1).what()).late()).hasSize(10).endsWith(97);
  }

  @ParameterizedTest
  @CsvSource({"0, false, 0", "0.994, true, 8000000", "1, true, -8000000", "0.5, false, -1"})
  void aFrameIsPackedIntoOneNumber(float speech, boolean bot, int lateMs) {
    assertThat(FrameMark.of(mark(speech, bot, lateMs)))
        .isEqualTo(new FrameMark(Math.round(100 * speech), bot, 0, -40, -96, lateMs));
  }

  /** Whoever was killed wrote part of a second, and of the seconds before nothing is missing. */
  @Test
  void whatWasCutOffIsReadAsFarAsItGoes() throws IOException {
    for (int frame = 0; frame < 120; frame++) {
      writer.frame(frame, mark(0, false, 0));
      writer.second().ifPresent(this::add);
    }
    byte[] whole = file.toByteArray();
    for (int length = whole.length - 12; length < whole.length; length++) {
      Trace trace = read(Arrays.copyOf(whole, length));
      assertThat(trace.events()).extracting(Event::frame).startsWith(0L).isSubsetOf(0L, 50L);
    }
    assertThat(read(whole).events()).hasSize(2);
    assertThat(read(Arrays.copyOf(whole, whole.length - 60)).events()).hasSize(1);
    assertThatThrownBy(() -> read(new byte[0])).hasMessage("an empty trace");
  }

  @Test
  void otherToolsReadItAsLines() throws IOException {
    writer.event(0, new TraceEvent.Key('5'));
    add(writer.rest());
    writer.event(9, new TraceEvent.Floor(true));
    add(writer.rest());
    String text = new String(
        new GZIPInputStream(new ByteArrayInputStream(file.toByteArray())).readAllBytes(),
        StandardCharsets.UTF_8);
    assertThat(text.split("\n"))
        .hasSize(3)
        .contains(
            "{\"frame\":0,\"is\":\"key\",\"key\":\"5\"}",
            "{\"frame\":9,\"is\":\"floor\",\"bot\":true}");
    assertThat(text).startsWith("{\"version\":1,\"call\":\"11111111").endsWith("}\n");
  }

  @Test
  void kindsThatAreNotKnownAreLeftOut() throws IOException {
    add(member("{\"version\":1,\"later\":5}\n{\"frame\":3,\"is\":\"of-later\",\"x\":1}\n"
        + "{\"frame\":4,\"is\":\"key\",\"key\":\"1\",\"y\":2}\n"));
    assertThat(read(file.toByteArray()).events())
        .containsExactly(new Event(4, new TraceEvent.Key('1')));
  }

  private static ByteBuffer member(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new GzipMembers().member(bytes, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":2}\n",
        "[]\n",
        "{\"version\":1}\n{\"is\":\"key\"}\n",
        "{\"version\":1}\nnot JSON\n",
        "{\"version\":1}\n{\"frame\":1,\"is\":\"floor\",\"bot\":\"often\"}\n"
      })
  void whatIsNoTraceIsRefused(String text) {
    add(member(text));
    assertThatThrownBy(() -> read(file.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("trace");
  }

  @Test
  void anythingIsCompressedAndComesBack() throws IOException {
    byte[] noise = new byte[100_000];
    new java.util.Random(5).nextBytes(noise);
    GzipMembers members = new GzipMembers();
    for (int length : new int[] {0, 1, 100, noise.length, 10}) {
      ByteBuffer member = members.member(noise, length);
      assertThat(new GZIPInputStream(
                  new ByteArrayInputStream(member.array(), member.position(), member.remaining()))
              .readAllBytes())
          .isEqualTo(Arrays.copyOf(noise, length));
    }
  }
}

package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.line.websocket.MediaEvent.Unreadable;
import talkspurt.line.websocket.MediaEvent.Why;

/** Messages as Asterisk 22.10.1 sends them. */
class MediaEventCodecTest {

  @Test
  void whateverPlainTextHoldsIsWellFormed() {
    String[] names = {"MEDIA_START", "MEDIA_MARK_PROCESSED", "ERROR", "STATUS", "DTMF_END", ""};
    OutsideTexts.through(39, 20_000, texts -> {
      for (String name : names) {
        WellFormed.assertAll(MediaEventCodec.decode(name + " format:" + texts.next()
            + " optimal_frame_size:160 channel_id:" + texts.next()
            + " error_text:" + texts.next() + " " + texts.next()));
      }
    });
  }

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "{'event':'MEDIA_START','format':?,'optimal_frame_size':320,'channel_id':?,'channel_variables':{?:?,?:?},?:?}";
    OutsideTexts.through(
        38, 20_000, texts -> WellFormed.assertAll(MediaEventCodec.decode(texts.json(any))));
  }

  @Test
  void theStartInJsonBringsTheVariables() {
    assertThat(decoded("""
        {"event":"MEDIA_START","connection_id":"engine","channel":"WebSocket/engine/0x7f12",\
        "channel_id":"1795178983.250","format":"slin16","optimal_frame_size":640,"ptime":20,\
        "channel_variables":{"__CALL_REF":"17"}}"""))
        .isEqualTo(new MediaEvent.Started(
            "1795178983.250", "slin16", 640, Map.of("__CALL_REF", "17"), false));
  }

  @Test
  void theStartInPlainText() {
    assertThat(decoded("MEDIA_START connection_id:engine channel:WebSocket/engine/0x7f12"
            + " channel_id:1795178983.250 format:ulaw optimal_frame_size:160 ptime:20"))
        .isEqualTo(new MediaEvent.Started("1795178983.250", "ulaw", 160, Map.of(), false));
  }

  /** Two fields that Asterisk 23.6 adds, and one that nobody knows yet. */
  @Test
  void theStartOfANewerAsteriskTellsWhetherThereIsAQueue() {
    for (boolean unbuffered : new boolean[] {true, false}) {
      for (boolean passthrough : new boolean[] {true, false}) {
        same(
            new MediaEvent.Started("1.2", "slin16", 640, Map.of(), unbuffered),
            "{\"event\":\"MEDIA_START\",\"connection_id\":\"engine\",\"channel\":\"WebSocket/e/0x1\","
                + "\"channel_id\":\"1.2\",\"format\":\"slin16\",\"optimal_frame_size\":640,\"ptime\":20,"
                + "\"passthrough\":" + passthrough + ",\"unbuffered\":" + unbuffered
                + ",\"later\":{\"a\":[1]},\"channel_variables\":{}}",
            "MEDIA_START connection_id:engine channel:WebSocket/e/0x1 channel_id:1.2 format:slin16"
                + " optimal_frame_size:640 ptime:20 passthrough:" + passthrough + " unbuffered:"
                + unbuffered + " later:a:b");
      }
    }
  }

  @Test
  void theOthersInBothForms() {
    same(new MediaEvent.Xoff(), "{\"event\":\"MEDIA_XOFF\",\"channel_id\":\"1\"}", "MEDIA_XOFF");
    same(new MediaEvent.Xon(), "{\"event\":\"MEDIA_XON\",\"channel_id\":\"1\"}", "MEDIA_XON");
    same(new MediaEvent.Drained(), "{\"event\":\"QUEUE_DRAINED\"}", "QUEUE_DRAINED");
    same(
        new MediaEvent.Drained(),
        "{\"event\":\"MEDIA_BUFFERING_COMPLETED\",\"correlation_id\":\"b1\"}",
        "MEDIA_BUFFERING_COMPLETED b1");
    same(
        new MediaEvent.MarkProcessed("m1"),
        "{\"event\":\"MEDIA_MARK_PROCESSED\",\"channel_id\":\"1\",\"correlation_id\":\"m1\"}",
        "MEDIA_MARK_PROCESSED m1");
    same(
        new MediaEvent.Dtmf('1'),
        "{\"event\":\"DTMF_END\",\"channel_id\":\"1\",\"digit\":\"1\"}",
        "DTMF_END digit:1 channel_id:1");
    assertThat(decoded("{\"event\":\"TYPED\",\"words\":\" when are you open? \"}"))
        .isEqualTo(new MediaEvent.Typed("when are you open?"));
    assertThat(decoded("{\"event\":\"TYPED\",\"words\":\" \"}"))
        .isEqualTo(new MediaEvent.Unreadable(MediaEvent.Why.BAD_WORDS));
    assertThat(decoded("{\"event\":\"TYPED\",\"words\":\"" + "w".repeat(1001) + "\"}"))
        .isEqualTo(new MediaEvent.Unreadable(MediaEvent.Why.BAD_WORDS));
    same(
        new MediaEvent.Status(152),
        "{\"event\":\"STATUS\",\"channel_id\":\"1\",\"queue_length\":152,\"xon_level\":800,"
            + "\"xoff_level\":900,\"queue_full\":false,\"bulk_media\":false,\"media_paused\":false}",
        "STATUS channel_id:1 queue_length:152 xon_level:800 xoff_level:900 queue_full:false"
            + " bulk_media:false media_paused:false");
    assertThat(decoded("{\"event\":\"ERROR\",\"error_text\":\"Unable to parse JSON command\"}"))
        .isEqualTo(new MediaEvent.Refused("Unable to parse JSON command"));
  }

  @Test
  void whatANewerAsteriskMaySayIsNoMistake() {
    assertThat(decoded("{\"event\":\"MEDIA_SPARKLED\"}"))
        .isEqualTo(new MediaEvent.Unknown("MEDIA_SPARKLED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}", "[]", "hello", "{\"event\":7}", "{\"event\":null}"})
  void whatIsNoEvent(String text) {
    assertThat(decoded(text)).isEqualTo(new Unreadable(Why.NOT_AN_EVENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\0", "\ufeff%s", "\r\n\ufeff %s \0\0\n"})
  void whatLibrariesPutRoundAMessageIsNoneOfIt(String around) {
    for (String text : new String[] {
      "MEDIA_START format:slin16 optimal_frame_size:640",
      "{\"optimal_frame_size\":\"640\",\"format\":\"slin16\",\"event\":\"media_start\"}"
    }) {
      assertThat(decoded(around.formatted(text)))
          .isEqualTo(new MediaEvent.Started("", "slin16", 640, Map.of(), false));
    }
    assertThat(ControlFormat.of(around.formatted("{}"))).isEqualTo(ControlFormat.JSON);
    assertThat(ControlFormat.of(around.formatted("STATUS"))).isEqualTo(ControlFormat.PLAIN_TEXT);
  }

  @Test
  void aStartWithoutAFrameSizeMeansTwentyMilliseconds() {
    assertThat(decoded("MEDIA_START format:slin44"))
        .isEqualTo(new MediaEvent.Started("", "slin44", 1764, Map.of(), false));
    assertThat(decoded("{\"event\":\"MEDIA_START\",\"format\":\"PCMU\"}"))
        .isEqualTo(new MediaEvent.Started("", "PCMU", 160, Map.of(), false));
    assertThat(decoded("MEDIA_START format:opus")).isInstanceOf(MediaEvent.Started.class);
    for (String size : new String[] {"0", "-1", "x", "", "99999"}) {
      assertThat(decoded("MEDIA_START format:slin optimal_frame_size:" + size))
          .isEqualTo(new Unreadable(Why.BAD_START));
    }
    assertThat(decoded("MEDIA_START")).isEqualTo(new Unreadable(Why.BAD_START));
  }

  @ParameterizedTest
  @CsvSource({
    "slin, slin",
    "SLIN16, slin16",
    "slin8, slin",
    "ulaw, ulaw",
    "MULAW, ulaw",
    "pcmu, ulaw",
    "PCMA, alaw"
  })
  void aFormatIsKnownByItsNames(String name, String format) {
    assertThat(MediaFormat.named(name).map(MediaFormat::name)).contains(format);
    assertThat(MediaFormat.named(name + "x")).isEmpty();
  }

  @Test
  void lineEndsAndTabsCutWordsLikeBlanks() {
    assertThat(decoded("STATUS\tqueue_length:3\r\n")).isEqualTo(decoded("STATUS queue_length:3"));
    assertThat(decoded("MEDIA_XOFF\r\n")).isEqualTo(new MediaEvent.Xoff());
    assertThat(decoded(" \n{\"event\":\"MEDIA_XON\"}")).isEqualTo(new MediaEvent.Xon());
  }

  @Test
  void whatIsHalfAnEvent() {
    assertThat(decoded("MEDIA_START format:slin optimal_frame_size:-1"))
        .isEqualTo(new Unreadable(Why.BAD_START));
    assertThat(decoded("MEDIA_START format:slin optimal_frame_size:9999999"))
        .isEqualTo(new Unreadable(Why.BAD_START));
    assertThat(decoded("DTMF_END digit:x")).isEqualTo(new Unreadable(Why.BAD_DIGIT));
    assertThat(decoded("STATUS queue_length:many")).isEqualTo(new Unreadable(Why.BAD_STATUS));
  }

  @Test
  void nothingThrows() {
    Random random = new Random(5);
    String alphabet = "{}[]\":, MEDIA_START event 0123\u0000\ud800é";
    for (int n = 0; n < 20_000; n++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(decoded(text.toString())).isNotNull();
    }
    assertThat(decoded("{\"a\":".repeat(20_000))).isNotNull();
  }

  @Test
  void commandsInBothForms() {
    assertThat(ControlFormat.JSON.encode(MediaCommand.Plain.FLUSH_MEDIA))
        .isEqualTo("{\"command\":\"FLUSH_MEDIA\"}");
    assertThat(ControlFormat.PLAIN_TEXT.encode(MediaCommand.Plain.HANGUP)).isEqualTo("HANGUP");
    assertThat(ControlFormat.JSON.encode(new MediaCommand.Mark("m1")))
        .isEqualTo("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"m1\"}");
    assertThat(ControlFormat.PLAIN_TEXT.encode(new MediaCommand.Mark("m1")))
        .isEqualTo("MARK_MEDIA m1");
  }

  @Test
  void noCommandIsLongerThanAsteriskReads() {
    MediaCommand longest = new MediaCommand.Mark("x".repeat(MediaCommand.Mark.LONGEST));
    for (ControlFormat format : ControlFormat.values()) {
      assertThat(Stream.concat(Stream.of(MediaCommand.Plain.values()), Stream.of(longest)))
          .allSatisfy(command -> assertThat(format.encode(command).length())
              .isLessThanOrEqualTo(ControlFormat.LONGEST_COMMAND_BYTES));
    }
    assertThatThrownBy(() -> new MediaCommand.Mark("x".repeat(MediaCommand.Mark.LONGEST + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MediaCommand.Mark("\"}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(MediaEvent event, String... texts) {
    assertThat(Stream.of(texts).map(MediaEventCodecTest::decoded)).containsOnly(event);
  }

  private static MediaEvent decoded(String text) {
    return MediaEventCodec.decode(text);
  }
}

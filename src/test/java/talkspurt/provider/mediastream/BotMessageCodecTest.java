package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.mediastream.BotMessage.Clear;
import talkspurt.provider.mediastream.BotMessage.Mark;
import talkspurt.provider.mediastream.BotMessage.Media;
import talkspurt.provider.mediastream.BotMessage.Tool;
import talkspurt.provider.mediastream.BotMessage.Unknown;
import talkspurt.provider.mediastream.BotMessage.Unreadable;
import talkspurt.provider.mediastream.BotMessage.Why;

class BotMessageCodecTest {

  private static final String STREAM = "MZ1";

  @ParameterizedTest
  @MethodSource
  void reads(String text, BotMessage message) {
    assertThat(decode(text)).isEqualTo(message);
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        arguments("{'event':'mark','streamSid':'MZ1','mark':{'name':'one'}}", new Mark("one")),
        arguments("{'mark':{'name':'two','more':1},'event':'mark'}", new Mark("two")),
        arguments("{'event':'clear','streamSid':'MZ1'}", new Clear()),
        arguments("{'event':'clear','streamSid':null}", new Clear()),
        arguments("{'event':'hello','streamSid':'MZ1'}", new Unknown("hello")),
        arguments("{'event':'media','streamSid':'MZ1','media':{}}", unreadable(Why.BAD_PAYLOAD)),
        arguments("{'event':'media','media':{'payload':''}}", unreadable(Why.BAD_PAYLOAD)),
        arguments("{'event':'media','media':{'payload':'A*'}}", unreadable(Why.BAD_PAYLOAD)),
        arguments("{'event':'media','media':{'payload':7}}", unreadable(Why.BAD_PAYLOAD)),
        arguments("{'event':'media','media':'AAAA'}", unreadable(Why.BAD_PAYLOAD)),
        arguments("{'event':'mark','mark':{'name':''}}", new Mark("")),
        arguments("{'event':'MARK','mark':{'name':'A'}}", new Mark("A")),
        arguments("{'event':'Clear'}", new Clear()),
        arguments("{'event':'clearAudio','streamId':'x'}", new Clear()),
        arguments("{'event':'checkpoint','streamId':'x','name':'one'}", new Mark("one")),
        arguments("{'event':'mark','name':'two'}", new Mark("two")),
        arguments("{'event':'clear','stream_sid':'MZ1'}", new Clear()),
        arguments("{'event':'clear','stream_sid':'MZ2'}", unreadable(Why.OTHER_STREAM)),
        arguments("\ufeff {'event':'clear'}", new Clear()),
        arguments("\0{'event':'clear'}\r\n\0", new Clear()),
        arguments("\u001e{'event':'clear'}\n", new Clear()),
        arguments("{'event':'media','media':null}", unreadable(Why.BAD_PAYLOAD)),
        arguments(
            "{'event':'media','media':{'payload':'AA==','contentType':'audio/opus'}}",
            unreadable(Why.OTHER_CODEC)),
        arguments(
            "{'event':'media','media':{'payload':'AA==','sampleRate':4000}}",
            unreadable(Why.OTHER_CODEC)),
        arguments("{'event':'mark','mark':{'name':null}}", new Mark("")),
        arguments("{'event':'mark'}", new Mark("")),
        arguments("{'event':'mark','mark':{'name':7}}", new Mark("7")),
        arguments("{'event':'mark','mark':{'name':'a\\ud800'}}", new Mark("a\ufffd")),
        arguments("{'event':'mark','mark':{'name':{}}}", unreadable(Why.BAD_MARK)),
        arguments(
            "{'event':'mark','mark':{'name':'" + "x".repeat(1025) + "'}}",
            unreadable(Why.BAD_MARK)),
        arguments(
            "{'event':'tool','tool':{'id':'a','name':'end_call','arguments':{'reason':'done'}}}",
            new Tool("a", "end_call", "{\"reason\":\"done\"}")),
        arguments(
            "{'event':'tool','tool':{'id':7,'name':'end_call','arguments':'{}'}}",
            new Tool("7", "end_call", "{}")),
        arguments("{'event':'Tool','tool':{'name':'end_call'}}", new Tool("", "end_call", "{}")),
        arguments("{'event':'tool','tool':{'id':'a'}}", unreadable(Why.BAD_TOOL)),
        arguments("{'event':'tool'}", unreadable(Why.BAD_TOOL)),
        arguments(
            "{'event':'tool','tool':{'name':'" + "x".repeat(65) + "'}}", unreadable(Why.BAD_TOOL)),
        arguments(
            "{'event':'tool','tool':{'name':'a','arguments':{'b':'" + "x".repeat(32768) + "'}}}",
            unreadable(Why.BAD_TOOL)),
        arguments("{'event':'clear','streamSid':'MZ2'}", unreadable(Why.OTHER_STREAM)),
        arguments("{'event':'" + "x".repeat(65) + "'}", unreadable(Why.NOT_AN_EVENT)),
        arguments("{'event':{}}", unreadable(Why.NOT_AN_EVENT)),
        arguments("{}", unreadable(Why.NOT_AN_EVENT)),
        arguments("[]", unreadable(Why.NOT_AN_EVENT)),
        arguments("[1]", unreadable(Why.NOT_AN_EVENT)),
        arguments("'clear'", unreadable(Why.NOT_AN_EVENT)),
        arguments("clear", unreadable(Why.NOT_AN_EVENT)),
        arguments("null", unreadable(Why.NOT_AN_EVENT)),
        arguments("", unreadable(Why.NOT_AN_EVENT)));
  }

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "[{'event':'mark','mark':{'name':?}},{'event':?,?:?},{'event':'media','media':{'payload':?}}]";
    OutsideTexts.through(
        37, 20_000, texts -> WellFormed.assertAll(BotMessageCodec.decode(texts.json(any), STREAM)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'event':'media','media':{'payload':'AQID'} | UNTOLD | 8000",
        "'event':'Media','media':{'payload':'AQID','track':'outbound','encoding':'base64'} | UNTOLD | 8000",
        "'event':'media','payload':'AQID' | UNTOLD | 8000",
        "'event':'playAudio','media':{'contentType':'audio/x-l16','sampleRate':16000,'payload':'AQID'} | LINEAR | 16000",
        "'event':'playAudio','media':{'contentType':'audio/x-mulaw','sampleRate':'8000','payload':'AQID'} | MU_LAW | 8000",
        "'event':'media','media':{'content_type':'audio/l16;rate=24000','payload':'AQID'} | LINEAR | 24000",
        "'event':'media','media':{'encoding':'PCMA','payload':'AQID'} | A_LAW | 8000",
      })
  void aMessageMayTellHowItsSoundIsWritten(String fields, MediaLabel.Coding coding, int rateHz) {
    Media media = (Media) decode("{" + fields + "}");
    assertThat(media.payload()).containsExactly(1, 2, 3);
    assertThat(media.label()).isEqualTo(new MediaLabel(coding, rateHz));
  }

  @Test
  void readsSoundOfAnyLength() {
    Random random = new Random(1);
    for (int length = 1; length < 400; length++) {
      byte[] sound = new byte[length];
      random.nextBytes(sound);
      String payload = Base64.getEncoder().encodeToString(sound);
      BotMessage read =
          decode("{'event':'media','streamSid':'MZ1','media':{'payload':'" + payload + "'}}");
      assertThat(((Media) read).payload()).isEqualTo(sound);
    }
  }

  @Test
  void whatFollowsABrokenObjectIsLostButNotWhatWasBefore() {
    assertThat(BotMessageCodec.decode("{\"event\":\"clear\"} {\"event", STREAM))
        .containsExactly(new Clear(), unreadable(Why.NOT_AN_EVENT));
  }

  @Test
  void nothingThrows() {
    Random random = new Random(2);
    String whole =
        "{'event':'media','streamSid':'MZ1','media':{'payload':'/38A'},'mark':{'name':'a'}}";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(whole);
      for (int changes = random.nextInt(5); changes >= 0 && text.length() > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(0x300));
          case 1 -> text.deleteCharAt(at);
          default -> text.setLength(at);
        }
      }
      assertThat(BotMessageCodec.decode(text.toString().replace('\'', '"'), STREAM))
          .isNotEmpty();
    }
    assertThat(decode("[".repeat(100_000))).isEqualTo(unreadable(Why.NOT_AN_EVENT));
  }

  private static Unreadable unreadable(Why why) {
    return new Unreadable(why);
  }

  private static BotMessage decode(String text) {
    List<BotMessage> messages = BotMessageCodec.decode(text.replace('\'', '"'), STREAM);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }
}

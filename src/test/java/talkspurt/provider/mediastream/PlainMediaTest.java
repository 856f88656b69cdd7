package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.RandomObject;

class PlainMediaTest {

  private static final String STREAM = "MZ1";

  private static final List<String> PLAIN =
      List.of("'event':'media'", "'streamSid':'MZ1'", "'media':{'payload':'AQID'}");

  private static final List<String> OTHERS = List.of(
      "'event':'media'",
      "'event':'Media'",
      "'event':'mark'",
      "'event':null",
      "'streamSid':'MZ1'",
      "'streamSid':'MZ2'",
      "'streamSid':''",
      "'stream_sid':'MZ2'",
      "'sequenceNumber':'7'",
      "'sequenceNumber':{'event':'x'}",
      "'media':{'payload':'AQID'}",
      "'media':{'track':'outbound','chunk':1,'timestamp':'20','payload':'/-=='}",
      "'media':{'payload':'AQ\ufeffID'}",
      "'media':{'payload':'AQID','encoding':'PCMA'}",
      "'media':{'payload':'AQID','sampleRate':16000}",
      "'media':{'payload':'AQID','payload':'BBBB'}",
      "'media':{'payload':''}",
      "'media':{}",
      "'media':'AQID'",
      "'payload':'AQID'",
      "'mark':{'name':'a'}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'media','media':{'payload':'AQID'}}",
        "{'event':'media','streamSid':'MZ1','media':{'payload':'AQID'}}",
        "{'media':{'payload':'AQID','track':'outbound','chunk':1,'timestamp':'20'},'event':'media',"
            + "'sequenceNumber':'3','streamSid':'MZ1'}\n"
      })
  void soundAsMostBotsSendItIsRead(String text) {
    BotMessage.Media media =
        (BotMessage.Media) PlainMedia.read(text.replace('\'', '"'), STREAM).orElseThrow();
    assertThat(media.payload()).containsExactly(1, 2, 3);
    assertThat(media.label()).isEqualTo(MediaLabel.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'mark','media':{'payload':'AQID'}}",
        "{'event':'media','media':{'payload':'AQID'}} {'event':'clear'}",
        "{'event':'media','streamSid':'MZ2','media':{'payload':'AQID'}}",
        "{'event':'media','media':{'payload':'AQID','encoding':'PCMA'}}",
        "{'event':'media','media':{'payload':'AQID'}",
        "[{'event':'media','media':{'payload':'AQID'}}]",
        ""
      })
  void theRestIsLeftToOthers(String text) {
    assertThat(PlainMedia.read(text.replace('\'', '"'), STREAM)).isEmpty();
  }

  /** Fields in any order and number, and broken texts: as the trees have it. */
  @Test
  void whatIsReadIsWhatTheTreesHave() {
    Random random = new Random(6);
    int read = 0;
    for (int round = 0; round < 50_000; round++) {
      String json = RandomObject.text(random, PLAIN, OTHERS, "}{", "}\u001e");
      assertSame(
          json, BotMessageCodec.decode(json, STREAM), BotMessageCodec.decodeTrees(json, STREAM));
      read += PlainMedia.read(json, STREAM).isPresent() ? 1 : 0;
    }
    assertThat(read).isBetween(5000, 45_000);
  }

  private static void assertSame(String json, List<BotMessage> all, List<BotMessage> trees) {
    assertThat(all).as(json).hasSameSizeAs(trees);
    for (int n = 0; n < all.size(); n++) {
      if (all.get(n) instanceof BotMessage.Media media
          && trees.get(n) instanceof BotMessage.Media known) {
        assertThat(media.label()).as(json).isEqualTo(known.label());
        assertThat(Arrays.equals(media.payload(), known.payload())).as(json).isTrue();
      } else {
        assertThat(all.get(n)).as(json).isEqualTo(trees.get(n));
      }
    }
  }
}

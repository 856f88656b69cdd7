package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.RandomObject;

class AudioDeltaTest {

  private static final List<String> PLAIN = List.of(
      "'type':'response.output_audio.delta'",
      "'response_id':'r1'",
      "'item_id':'i1'",
      "'output_index':0",
      "'delta':'AQID'");

  private static final List<String> OTHERS = List.of(
      "'type':'response.output_audio.delta'",
      "'type':'response.audio.delta'",
      "'type':'response.done'",
      "'type':7",
      "'response_id':'r1'",
      "'response_id':null",
      "'response_id':'r\\ud83d'",
      "'item_id':'i1'",
      "'item_id':''",
      "'item_id':{'delta':'AQID'}",
      "'item_id':'" + "i".repeat(201) + "'",
      "'delta':'AQID'",
      "'delta':'AQ\\u0049D'",
      "'delta':'-_-_AQ=='",
      "'delta':''",
      "'delta':'*'",
      "'delta':null",
      "'event_id':'e1'",
      "'output_index':0",
      "'more':{'type':'x','delta':['AQID',1e9]}",
      "'error':{}");

  @Test
  void soundThatComesAsItShouldIsRead() {
    ServerEvent.Audio read = read("{'type':'response.output_audio.delta','event_id':'e1',"
        + "'response_id':'r1','item_id':'i1','output_index':0,'content_index':0,'delta':'AQID'}");
    assertThat(read.response()).isEqualTo("r1");
    assertThat(read.item()).isEqualTo("i1");
    assertThat(read.sound()).containsExactly(1, 2, 3);
    assertThat(read("{'type':'response.audio.delta','delta':'AQ==','item_id':'i1'}")
            .response())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.done','item_id':'i1','delta':'AQID'}",
        "{'delta':'AQID','type':'response.audio.delta','item_id':'i1'}",
        "{'type':'response.audio.delta','item_id':'i1','delta':'AQID','delta':'AQID'}",
        "{'type':'response.audio.delta','item_id':'i1','delta':'AQID'",
        "['type']",
        ""
      })
  void theRestIsLeftToOthers(String text) {
    assertThat(AudioDelta.read(text.replace('\'', '"'))).isEmpty();
  }

  /** Fields in any order and number, and broken texts: as the tree has it. */
  @Test
  void whatIsReadIsWhatTheTreeHas() {
    Random random = new Random(5);
    int read = 0;
    for (int round = 0; round < 50_000; round++) {
      String json = RandomObject.text(random, PLAIN, OTHERS, "} x");
      ServerEvent tree = ServerEventCodec.decodeTree(json);
      assertSame(json, ServerEventCodec.decode(json), tree);
      read += AudioDelta.read(json).isPresent() ? 1 : 0;
    }
    assertThat(read).isBetween(5000, 45_000);
  }

  private static void assertSame(String json, ServerEvent event, ServerEvent tree) {
    if (event instanceof ServerEvent.Audio audio && tree instanceof ServerEvent.Audio known) {
      assertThat(audio.response()).as(json).isEqualTo(known.response());
      assertThat(audio.item()).as(json).isEqualTo(known.item());
      assertThat(Arrays.equals(audio.sound(), known.sound())).as(json).isTrue();
    } else {
      assertThat(event).as(json).isEqualTo(tree);
    }
  }

  private static ServerEvent.Audio read(String text) {
    return AudioDelta.read(text.replace('\'', '"')).orElseThrow();
  }
}

package talkspurt.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.webhook.AgentMessage.Done;
import talkspurt.provider.webhook.AgentMessage.Say;
import talkspurt.provider.webhook.AgentMessage.Text;
import talkspurt.provider.webhook.AgentMessage.Trouble;
import talkspurt.provider.webhook.AgentMessage.Unreadable;
import talkspurt.provider.webhook.AgentMessage.Use;
import talkspurt.text.TextPieces;

class AgentCodecTest {

  @Test
  void whateverTextsItHoldsNothingThrows() {
    String any = "{'say':[?,?],'text':?,'tools':[{'name':?,'arguments':{?:?}}],'done':?,?:?}";
    OutsideTexts.through(41, 20_000, texts -> {
      TextPieces words = new TextPieces();
      for (AgentMessage message : AgentCodec.decode(texts.json(any))) {
        for (String text : WellFormed.in(message)) {
          WellFormed.assertAll(words.add(text));
        }
      }
      WellFormed.assertAll(words.rest());
    });
  }

  @Test
  void eachKindIsRead() {
    assertThat(decode("{'say':'Hello.'}")).containsExactly(new Say("Hello."));
    assertThat(decode("{'say':['One.','Two.']}")).containsExactly(new Say("One."), new Say("Two."));
    assertThat(decode("{'text':' more'}")).containsExactly(new Text(" more"));
    assertThat(decode("{'say':'I book.','tools':[{'name':'book','arguments':{'day':1}},"
            + "{'name':'end_call'}],'done':true}"))
        .containsExactly(
            new Say("I book."),
            new Use("book", "{\"day\":1}"),
            new Use("end_call", "{}"),
            new Done());
    assertThat(decode("{'tool':{'name':'book','arguments':'{}'}}"))
        .containsExactly(new Use("book", "{}"));
    assertThat(decode("{'error':'no_money'}")).containsExactly(new Trouble("no_money"));
    assertThat(decode("{'error':'you said 4711 to us'}")).containsExactly(new Trouble("unnamed"));
    assertThat(AgentCodec.decode("[DONE]")).containsExactly(new Done());
    assertThat(decode("{}")).isEmpty();
  }

  @Test
  void whateverComesIsReadAsSomething() {
    for (String odd : List.of("", "null", "7", "{", "{'saying':'x'}", "{'tools':[{}]}")) {
      assertThat(decode(odd)).as(odd).hasOnlyElementsOfType(Unreadable.class).hasSize(1);
    }
    assertThatCode(() -> AgentCodec.decode("{\"a\":".repeat(50_000))).doesNotThrowAnyException();
    String proper = "{\"say\":[\"One\"],\"tools\":[{\"name\":\"b\",\"arguments\":{\"c\":[1]}}],"
        + "\"text\":\"x\",\"done\":true,\"error\":null}";
    Random random = new Random(11);
    for (int round = 0; round < 5000; round++) {
      StringBuilder broken = new StringBuilder(proper);
      int at = random.nextInt(broken.length());
      broken.replace(at, at + 1, String.valueOf((char) (32 + random.nextInt(96))));
      assertThatCode(() -> AgentCodec.decode(broken.toString())).doesNotThrowAnyException();
    }
  }

  private static List<AgentMessage> decode(String json) {
    return AgentCodec.decode(json.replace('\'', '"'));
  }
}

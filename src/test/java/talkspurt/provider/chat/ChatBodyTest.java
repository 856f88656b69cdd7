package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.chat.ChatMessage.Done;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ChatMessage.Trouble;
import talkspurt.provider.chat.ChatMessage.Whole;

class ChatBodyTest {

  private static final int LONGEST = 1000;
  private static final String WE = "{'choices':[{'delta':{'content':'We'}}]}";
  private static final String OPEN = "{'choices':[{'delta':{'content':' öffnen'}}]}";
  private static final String STOP = "{'choices':[{'delta':{},'finish_reason':'stop'}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: " + WE + "\n\ndata: " + OPEN + "\n\ndata: " + STOP + "\n\n",
        "\uFEFF\r\n: hi\r\ndata:" + WE + "\r\n\r\ndata:" + OPEN + "\r\n\r\ndata:" + STOP
            + "\r\n\r\n",
        "event: m\ndata: " + WE + "\ndata: " + OPEN + "\ndata: " + STOP,
        "\uFEFF" + WE + "\n" + OPEN + "\n" + STOP + "\n",
        "\n" + WE + "\r\n\r\n" + OPEN + "\r\n" + STOP
      })
  void eventsAndLinesAreReadWhereverTheyAreCut(String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(read(bytes, cut))
          .as("cut at %d", cut)
          .containsExactly(new Text("We"), new Text(" öffnen"), new Finished("stop"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'message':{'content':'We open.'}}]}",
        "\n{\n 'choices': [\n  {'message': {'content':'We open.'}}\n ]\n}\n"
      })
  void aWholeAnswerInOneObjectIsComplete(String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(read(bytes, cut)).containsExactly(new Whole("We open."), new Done());
    }
  }

  @Test
  void linesThatBreakOffAreNotComplete() {
    byte[] bytes = (WE + "\n" + OPEN + "\n").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, 0)).doesNotContain(new Done());
  }

  @Test
  void aLineThatIsTooLongIsTrouble() {
    for (String begin : List.of("data: {", "{")) {
      byte[] bytes = (begin + "x".repeat(LONGEST)).getBytes(StandardCharsets.UTF_8);
      assertThat(read(bytes, 0)).contains(new Trouble("line_too_long")).doesNotContain(new Done());
    }
  }

  @Test
  void nothingIsNothing() {
    assertThat(read(new byte[0], 0)).isEmpty();
  }

  private static List<ChatMessage> read(byte[] bytes, int cut) {
    ChatBody body = new ChatBody(LONGEST);
    ByteString all = ByteString.fromArray(bytes);
    List<ChatMessage> messages = new ArrayList<>(body.add(all.take(cut)));
    messages.addAll(body.add(all.drop(cut)));
    messages.addAll(body.rest());
    return messages;
  }
}

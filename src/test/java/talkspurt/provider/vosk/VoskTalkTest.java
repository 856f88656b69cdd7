package talkspurt.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.websocket.SocketMessage;

class VoskTalkTest {

  private final VoskTalk talk = new VoskTalk("{\"config\": {}}", 2);

  @Test
  void answersBelongToWhatWasSentInOrder() {
    talk.audio(1, new short[160]);
    talk.end(1);
    assertThat(talk.ready()).isFalse();
    assertThat(hear("{\"partial\" : \"one\"}")).containsExactly(new Told.Words(1, "one"));
    assertThat(talk.ready()).isTrue();
    talk.audio(2, new short[320]);
    assertThat(hear("{\"text\": \"one two\"}"))
        .containsExactly(new Told.Settled(1, "one two", 160), new Told.Done(1));
    talk.audio(2, new short[320]);
    assertThat(hear("{\"text\": \"three\"}")).containsExactly(new Told.Settled(2, "three", 320));
    assertThat(hear("{\"partial\": \"\"}")).containsExactly(new Told.Words(2, ""));
  }

  @Test
  void soundIsSentAsLittleEndianSamples() {
    SocketMessage.Binary sent = (SocketMessage.Binary) talk.audio(1, new short[] {1, -2, 0x1234});
    assertThat(sent.bytes().toArray()).containsExactly(1, 0, 0xfe, 0xff, 0x34, 0x12);
  }

  @Test
  void anAnswerToNothingOrOfTheWrongKindIsTheEnd() {
    assertThat(hear("{\"text\": \"\"}")).hasOnlyElementsOfType(Told.Broken.class);
    talk.end(1);
    assertThat(hear("{\"partial\": \"\"}")).hasOnlyElementsOfType(Told.Broken.class);
    assertThat(talk.hear(new SocketMessage.Oversized("longer than 9 bytes")))
        .hasOnlyElementsOfType(Told.Broken.class);
    assertThat(talk.hear(new SocketMessage.Binary(akka.util.ByteString.emptyByteString())))
        .hasOnlyElementsOfType(Told.Broken.class);
  }

  @Test
  void nothingIsEverSentThatTheServerDoesNotKnow() {
    assertThat(talk.keepAlive()).isEmpty();
    assertThat(talk.end(1)).containsExactly(new SocketMessage.Text("{\"reset\" : 1}"));
  }

  private List<Told> hear(String text) {
    return talk.hear(new SocketMessage.Text(text));
  }
}

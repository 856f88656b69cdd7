package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Tools;

class AddressedTest {

  private static final Duration SPENT = Duration.ofSeconds(40);

  @Test
  void whatTakesNothingTakesNothingUnderItsAddress() {
    Responder agent = new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        return Source.empty();
      }

      @Override
      public Duration takesNothingFor() {
        return SPENT;
      }
    };
    SpeechToSpeech bot = new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        return Flow.of(Input.class).collectType(Output.class);
      }

      @Override
      public Duration takesNothingFor() {
        return SPENT;
      }
    };
    assertThat(Addressed.responder("a", "http://a", agent).takesNothingFor()).isEqualTo(SPENT);
    assertThat(Addressed.bot("b", "ws://b", bot).takesNothingFor()).isEqualTo(SPENT);
  }
}

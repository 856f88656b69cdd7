package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.language.LanguagePack;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Retract;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.agent.ReplySentences;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ToolWishes.Wish;

class ChatRoundTest {

  private static final String TOOL =
      "'tool_calls':[{'index':0,'id':'a','function':{'name':'book','arguments':'{}'}}]";

  private final ChatRound round = round(ThoughtsFirst.unknown());

  private static ChatRound round(ThoughtsFirst thoughts) {
    return new ChatRound(
        new ReplySentences(LanguagePack.shipped("en").sentences(), thoughts), List.of("book"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // all again, behind the stream or beside its last piece
        "{'delta':{'content':'We open'}}|{'delta':{'content':' at nine.'}}"
            + "|{'message':{'content':'We open at nine.'}}",
        "{'delta':{'content':'We open'}}"
            + "|{'delta':{'content':' at nine.'},'message':{'content':'We open at nine.'}}",
        "{'delta':{'content':'<think>Hm.</think> We open at nine.'}}"
            + "|{'message':{'content':'We open at nine.'}}",
        // what the stream has not told
        "{'delta':{}}|{'delta':{},'message':{'content':'We open at nine.'}}",
        "{'delta':{'content':'We open'}}|{'message':{'content':'We open at nine.'}}",
        // a message where others have a delta, with more or with all of the words
        "{'message':{'content':'We open'}}|{'message':{'content':' at nine.'}}",
        "{'message':{'content':'We'}}|{'message':{'content':'We open'}}"
            + "|{'message':{'content':'We open at nine.'}}",
        // two answers
        "{'index':0,'delta':{'content':'We open'}}|{'index':1,'delta':{'content':'No.'}}"
            + "|{'index':0,'delta':{'content':' at nine.'}}|{'index':1,'delta':{'content':' Not.'}}"
      })
  void theWordsOfAnAnswerAreSaidOnce(String chunks) {
    List<Part> parts = tell(round, chunks);
    round.on(new Finished("stop"));
    parts.addAll(round.end());
    assertThat(parts).containsExactly(new Say("We open at nine."));
    assertThat(round.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'delta':{" + TOOL + "}}|{'message':{" + TOOL + "}}",
        "{'delta':{" + TOOL + "}}|{'delta':{},'message':{'tool_calls':[{'function':{'name':'book',"
            + "'arguments':{}}}]}}",
        "{'delta':{},'message':{" + TOOL + "}}",
        "{'message':{" + TOOL + "}}"
      })
  void aToolThatIsToldAgainIsWishedForOnce(String chunks) {
    tell(round, chunks);
    assertThat(round.wishes()).containsExactly(new Wish("book", "{}"));
  }

  @Test
  void aConnectionThatIsLostBehindTheEndIsNoFailure() {
    ProviderFailure lost = new ProviderFailure(Kind.UNREACHABLE, "m", "lost");
    ChatRound complete = round(ThoughtsFirst.unknown());
    complete.on(new Text("We open at nine."));
    complete.on(new Finished("stop"));
    complete.broken(lost);
    assertThat(complete.end()).containsExactly(new Say("We open at nine."));
    assertThat(complete.failure()).isEmpty();
    round.on(new Text("We open at"));
    round.broken(lost);
    round.end();
    assertThat(round.failure()).contains(lost);
  }

  @Test
  void thoughtsThatAreTakenBackAreNotAmongWhatWasSaid() {
    tell(round, "{'delta':{'content':'They want hours. I look. N</think>'}}");
    tell(round, "{'delta':{'content':'We open at nine.'}}");
    round.on(new Finished("stop"));
    round.end();
    assertThat(round.said()).isEqualTo("We open at nine.");
  }

  @Test
  void thoughtsBeforeAToolAreTakenBack() {
    List<Part> parts = tell(round, "{'delta':{'content':'They want a table. I book. N'}}");
    parts.addAll(tell(round, "{'delta':{'content':'ow.</think>'}}|{'delta':{" + TOOL + "}}"));
    parts.addAll(round.end());
    assertThat(parts).endsWith(new Retract(2));
    assertThat(round.said()).isEmpty();
  }

  @Test
  void anAnswerThatIsCutWithinItsThoughtsIsEmpty() {
    ChatRound cut = round(new ThoughtsFirst(ThoughtsFirst.Setting.TRUE, "m"));
    tell(cut, "{'delta':{'content':'They want hours. I th'},'finish_reason':'length'}");
    assertThat(cut.end()).isEmpty();
    assertThat(cut.failure().map(ProviderFailure::kind)).contains(Kind.BROKE_PROTOCOL);
  }

  @Test
  void wordsOfAServerThatKeepsThoughtsApartAreSaidAtOnce() {
    ChatRound apart = round(new ThoughtsFirst(ThoughtsFirst.Setting.AUTO, "deepseek-r1"));
    assertThat(
            tell(
                apart,
                "{'delta':{'reasoning_content':'They want'}}|{'delta':{'content':'We open at nine. B'}}"))
        .containsExactly(new Say("We open at nine."));
  }

  private static List<Part> tell(ChatRound round, String chunks) {
    List<Part> parts = new ArrayList<>();
    for (String chunk : chunks.split("\\|")) {
      ChatCodec.decode("{\"choices\":[" + chunk.replace('\'', '"') + "]}")
          .forEach(message -> parts.addAll(round.on(message)));
    }
    return parts;
  }
}

package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.chat.ChatMessage.Consumed;
import talkspurt.provider.chat.ChatMessage.Done;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ChatMessage.Thought;
import talkspurt.provider.chat.ChatMessage.ToolPiece;
import talkspurt.provider.chat.ChatMessage.Trouble;
import talkspurt.provider.chat.ChatMessage.Unreadable;
import talkspurt.provider.chat.ChatMessage.Whole;
import talkspurt.provider.chat.ToolWishes.Wish;
import talkspurt.text.TextPieces;

class ChatCodecTest {

  @Test
  void theReasonOfAnEndIsRepaired() {
    assertThat(ChatCodec.decode("{\"choices\":[{\"finish_reason\":\"st\\ud83dop\"}]}"))
        .containsExactly(new Finished("st\ufffdop"));
  }

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any = "{'choices':[{'delta':{'content':?,'refusal':[{'text':?}],'tool_calls':[{'id':?,"
        + "'function':{'name':?,'arguments':?}}]},'finish_reason':?}],?:?}";
    OutsideTexts.through(40, 20_000, texts -> {
      TextPieces words = new TextPieces();
      ToolWishes wishes = new ToolWishes(List.of("book"));
      for (ChatMessage message : ChatCodec.decode(texts.json(any))) {
        if (message instanceof Text text) {
          WellFormed.assertAll(words.add(text.more()));
        } else if (message instanceof ToolPiece piece) {
          wishes.add(piece);
        } else {
          WellFormed.assertAll(message);
        }
      }
      WellFormed.assertAll(words.rest());
      assertThat(wishes.all()).hasSizeLessThanOrEqualTo(1);
    });
  }

  @Test
  void wordsAndTheirEnd() {
    assertThat(decode("{'choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}"))
        .isEmpty();
    assertThat(decode("{'choices':[{'delta':{'content':'We open'},'finish_reason':null}]}"))
        .containsExactly(new Text("We open"));
    assertThat(decode("{'choices':[{'delta':{},'finish_reason':'stop'}]}"))
        .containsExactly(new Finished("stop"));
    assertThat(decode("{'choices':[{'delta':{'refusal':'I must not.'}}]}"))
        .containsExactly(new Text("I must not."));
    assertThat(decode("{'choices':[{'delta':{'content':[{'type':'text','text':'In parts'}]}}]}"))
        .containsExactly(new Text("In parts"));
    assertThat(ChatCodec.decode(" [DONE] ")).containsExactly(new Done());
  }

  @Test
  void thoughtsInFieldsOrPartsOfTheirOwnAreNoWords() {
    for (String thought : List.of(
        "'reasoning_content':'They want'",
        "'reasoning':'They want'",
        "'thinking':'They want'",
        "'reasoning_details':[{'type':'reasoning.text','text':'They want'}]",
        "'content':[{'type':'thinking','thinking':[{'type':'text','text':'They want'}]}]",
        "'content':[{'type':'thinking','text':'They want'}]",
        "'content':{'type':'reasoning','text':'They want'}")) {
      assertThat(decode("{'choices':[{'delta':{" + thought + "}}]}"))
          .as(thought)
          .containsExactly(new Thought());
    }
    assertThat(decode("{'choices':[{'delta':{'content':'Nine','reasoning':null,'thinking':'',"
            + "'reasoning_details':[]}}]}"))
        .containsExactly(new Text("Nine"));
    assertThat(decode("{'choices':[{'delta':{'content':[{'type':'thinking','thinking':[]},"
            + "{'type':'text','text':'We '},'open',{'type':'text','text':{'value':' at'}}]}}]}"))
        .containsExactly(new Thought(), new Text("We open at"));
  }

  @Test
  void eachLineOfAnEventMayBeAChunk() {
    assertThat(decode("{'choices':[{'delta':{'content':'We'}}]}\n{'choices':[{'delta':"
            + "{'content':' open'}}]}\n[DONE]"))
        .containsExactly(new Text("We"), new Text(" open"), new Done());
    assertThat(decode("{'choices':\n[{'delta':{'content':'We'}}]}"))
        .containsExactly(new Text("We"));
    assertThat(decode("{} {}")).hasOnlyElementsOfType(Unreadable.class);
  }

  @Test
  void anErrorThatIsNoneIsNoTrouble() {
    for (String none : List.of("{}", "null", "''", "' '", "false", "[]", "0")) {
      assertThat(decode("{'error':" + none + ",'choices':[{'delta':{'content':'We'}}]}"))
          .as(none)
          .containsExactly(new Text("We"));
    }
    assertThat(decode("{'object':'error','message':'no','type':'BadRequest'}"))
        .containsExactly(new Trouble("BadRequest"));
    assertThat(decode("{'type':'error','code':'busy'}")).containsExactly(new Trouble("busy"));
    assertThat(decode("[{'error':{'status':'UNAVAILABLE'}}]"))
        .containsExactly(new Trouble("UNAVAILABLE"));
    assertThat(decode("{'choices':[{'delta':{},'finish_reason':'error'}]}"))
        .containsExactly(new Trouble("error"));
  }

  @Test
  void anEmptyReasonIsNoEnd() {
    for (String none : List.of("''", "null", "'null'", "' '")) {
      assertThat(decode("{'choices':[{'delta':{'content':'We'},'finish_reason':" + none + "}]}"))
          .containsExactly(new Text("We"));
    }
  }

  @Test
  void wordsTellOfWhichAnswerTheyAre() {
    assertThat(decode("{'choices':[{'index':1,'delta':{'content':'Or'}},"
            + "{'index':0,'delta':{'content':'We'}}]}"))
        .containsExactly(new Text("We"));
    assertThat(decode("{'choices':[{'index':1,'delta':{'content':'Or'}}]}"))
        .containsExactly(new Text("Or", 1));
    assertThat(decode("{'choices':[{'index':0,'text':'We'}]}")).containsExactly(new Text("We"));
  }

  @Test
  void aChunkWithoutWordsSaysNothing() {
    for (String chunk : List.of(
        "{'choices':[{'delta':null}]}",
        "{'choices':[{'delta':{'content':null}}]}",
        "{'choices':[{'delta':{'content':''}}]}",
        "{'choices':[{}]}",
        "{'choices':[]}",
        "{'choices':null}",
        "{'choices':[null]}",
        "{}")) {
      assertThat(decode(chunk)).as(chunk).isEmpty();
    }
  }

  @Test
  void usageComesWithoutChoices() {
    assertThat(decode("{'choices':[],'usage':{'prompt_tokens':20,'completion_tokens':7}}"))
        .containsExactly(new Consumed(Usage.of(Unit.INPUT_TOKENS, 20).and(Unit.OUTPUT_TOKENS, 7)));
  }

  @Test
  void cachedTokensAreNotPaidAsIfTheyWereNew() {
    Usage cached =
        Usage.of(Unit.INPUT_TOKENS, 5).and(Unit.CACHED_INPUT_TOKENS, 15).and(Unit.OUTPUT_TOKENS, 7);
    assertThat(decode("{'choices':[],'usage':{'prompt_tokens':20,'completion_tokens':7,"
            + "'prompt_tokens_details':{'cached_tokens':15}}}"))
        .containsExactly(new Consumed(cached));
    assertThat(decode("{'choices':[],'usage':{'prompt_tokens':20,'completion_tokens':7,"
            + "'prompt_cache_hit_tokens':15}}"))
        .containsExactly(new Consumed(cached));
    assertThat(decode("{'choices':[],'usage':{'prompt_tokens':20,'completion_tokens':-7,"
            + "'prompt_tokens_details':{'cached_tokens':1e30}}}"))
        .containsExactly(new Consumed(Usage.of(Unit.CACHED_INPUT_TOKENS, 20)));
  }

  @Test
  void anAnswerInOnePieceIsReadLikeAStream() {
    assertThat(decode("{'choices':[{'message':{'role':'assistant','content':'All at once.'},"
            + "'finish_reason':'stop'}]}"))
        .containsExactly(new Whole("All at once."), new Finished("stop"));
  }

  @Test
  void anErrorInTheMiddleIsToldByItsWordAlone() {
    assertThat(decode("{'error':{'message':'You said: my card is 4711','code':'rate_limit'}}"))
        .containsExactly(new Trouble("rate_limit"));
    assertThat(decode("{'error':'something went wrong'}")).containsExactly(new Trouble("unnamed"));
  }

  @Test
  void piecesOfToolsArePutTogetherByTheirIndex() {
    assertThat(wishes(
            "{'index':0,'id':'a','function':{'name':'look_up','arguments':''}}",
            "{'index':0,'function':{'arguments':'{\\'na'}}",
            "{'index':1,'id':'b','function':{'name':'book','arguments':''}}",
            "{'index':0,'function':{'arguments':'me\\':1}'}}",
            "{'index':1,'function':{'arguments':'{}'}}"))
        .containsExactly(new Wish("look_up", "{\"name\":1}"), new Wish("book", "{}"));
  }

  @Test
  void aServerThatGivesNoIndexBeginsEachToolWithAnId() {
    assertThat(wishes(
            "{'id':'a','function':{'name':'look_up','arguments':'{}'}}",
            "{'id':'b','function':{'name':'look_up','arguments':'{\\'x\\''}}",
            "{'function':{'arguments':':1}'}}"))
        .containsExactly(new Wish("look_up", "{}"), new Wish("look_up", "{\"x\":1}"));
  }

  @Test
  void aServerThatGivesEachToolTheSameIndexIsReadByIds() {
    assertThat(wishes(
            "{'index':0,'id':'a','function':{'name':'look_up','arguments':{'x':1}}}",
            "{'index':0,'id':'b','function':{'name':'book','arguments':{'y':[2]}}}"))
        .containsExactly(new Wish("look_up", "{\"x\":1}"), new Wish("book", "{\"y\":[2]}"));
  }

  @Test
  void anIdThatIsToldAgainIsTheSameTool() {
    assertThat(wishes(
            "{'index':0,'id':'a','function':{'name':'book','arguments':'{'}}",
            "{'index':0,'id':'a','function':{'name':'book','arguments':'}'}}"))
        .containsExactly(new Wish("book", "{}"));
  }

  @Test
  void noArgumentsAreAnEmptyObject() {
    assertThat(wishes("{'index':0,'id':'a','function':{'name':'hang_up','arguments':''}}"))
        .containsExactly(new Wish("hang_up", "{}"));
    assertThat(wishes("{'index':0,'id':'a','function':{'name':'hang_up'}}"))
        .containsExactly(new Wish("hang_up", "{}"));
  }

  @Test
  void theOldFormOfAToolIsRead() {
    ToolWishes wishes = new ToolWishes(List.of("book", "look_up"));
    for (String delta : List.of(
        "{'function_call':{'name':'book','arguments':''}}",
        "{'function_call':{'arguments':'{\\'x\\':1}'}}")) {
      decode("{'choices':[{'delta':" + delta + "}]}")
          .forEach(message -> wishes.add((ToolPiece) message));
    }
    assertThat(wishes.all()).containsExactly(new Wish("book", "{\"x\":1}"));
  }

  @Test
  void tooManyToolsAreNotCollected() {
    ToolWishes wishes = new ToolWishes(List.of("book", "look_up"));
    for (int at = 0; at < 1000; at++) {
      wishes.add(new ToolPiece(OptionalInt.of(at), "id" + at, "book", "{}", 0));
    }
    assertThat(wishes.tooMuch()).isTrue();
    assertThat(wishes.all().size()).isLessThan(20);
    ToolWishes endless = new ToolWishes(List.of("book", "look_up"));
    for (int at = 0; at < 1000; at++) {
      endless.add(new ToolPiece(OptionalInt.of(0), "id", "book", "x".repeat(1000), 0));
    }
    assertThat(endless.tooMuch()).isTrue();
    assertThat(endless.all().get(0).arguments().length()).isLessThan(40_000);
  }

  @Test
  void whateverComesIsReadAsSomething() {
    for (String odd : List.of("", "null", "[]", "7", "{", "{'choices':{}}", "{'choices':[null]}")) {
      assertThatCode(() -> decode(odd)).doesNotThrowAnyException();
    }
    assertThat(decode("<html>")).hasOnlyElementsOfType(Unreadable.class);
    assertThatCode(() -> ChatCodec.decode("[".repeat(100_000))).doesNotThrowAnyException();
    String proper =
        "{\"choices\":[{\"delta\":{\"content\":\"Hi\",\"tool_calls\":[{\"index\":0,\"id\":"
            + "\"a\",\"function\":{\"name\":\"b\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"stop\"}]}";
    Random random = new Random(7);
    for (int round = 0; round < 5000; round++) {
      StringBuilder broken = new StringBuilder(proper);
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(broken.length());
        broken.replace(at, at + 1, String.valueOf((char) (32 + random.nextInt(96))));
      }
      assertThatCode(() -> ChatCodec.decode(broken.toString())).doesNotThrowAnyException();
    }
  }

  private static List<ChatMessage> decode(String json) {
    return ChatCodec.decode(json.replace("\\'", "\\\"").replace('\'', '"'));
  }

  private static List<Wish> wishes(String... pieces) {
    ToolWishes wishes = new ToolWishes(List.of("book", "look_up"));
    for (String piece : pieces) {
      decode("{'choices':[{'delta':{'tool_calls':[" + piece + "]}}]}")
          .forEach(message -> wishes.add((ToolPiece) message));
    }
    return wishes.all();
  }
}

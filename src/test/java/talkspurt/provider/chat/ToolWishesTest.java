package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.provider.chat.ChatMessage.ToolPiece;
import talkspurt.provider.chat.ToolWishes.Wish;

/** Chunks as servers write them: what stands in one string came in one chunk. */
class ToolWishesTest {

  private static final List<String> TOOLS = List.of("book", "book_table", "look_up", "end_call");

  private record Told(String how, List<String> chunks, List<Wish> wishes) {
    @Override
    public String toString() {
      return how;
    }
  }

  private static Told told(String how, List<String> chunks, Wish... wishes) {
    return new Told(how, chunks, List.of(wishes));
  }

  private static Wish book(int day) {
    return new Wish("book", "{\"day\":" + day + "}");
  }

  static Stream<Told> parallelCalls() {
    return Stream.of(
        told(
            "an index and an id for each",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':''}}",
                "{'index':1,'id':'b','function':{'name':'book','arguments':''}}",
                "{'index':0,'function':{'arguments':'{`day`'}}",
                "{'index':1,'function':{'arguments':'{`day`:2}'}}",
                "{'index':0,'function':{'arguments':':1}'}}")),
        told(
            "the same index, ids in the first piece alone",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':''}}",
                "{'index':0,'function':{'arguments':'{`day`:1}'}}",
                "{'index':0,'id':'b','function':{'name':'book','arguments':''}}",
                "{'index':0,'function':{'arguments':'{`day`'}}",
                "{'index':0,'function':{'arguments':':2}'}}")),
        told(
            "the same index and no ids",
            List.of(
                "{'index':0,'id':'','function':{'name':'book','arguments':''}}",
                "{'index':0,'id':'','function':{'arguments':'{`day`:'}}",
                "{'index':0,'id':null,'function':{'arguments':'1}'}}",
                "{'index':0,'id':'','function':{'name':'book','arguments':''}}",
                "{'index':0,'id':'','function':{'arguments':'{`day`:2}'}}")),
        told(
            "the same index and no ids, whole objects",
            List.of(
                "{'index':0,'id':'','function':{'name':'book','arguments':'{`day`:1}'}}",
                "{'index':0,'id':'','function':{'name':'book','arguments':'{`day`:2}'}}")),
        told(
            "the same index and the same id, whole objects",
            List.of(
                "{'index':0,'id':'call_0','function':{'name':'book','arguments':'{`day`:1}'}}",
                "{'index':0,'id':'call_0','function':{'name':'book','arguments':'{`day`:2}'}}")),
        told(
            "the same id at another index",
            List.of(
                "{'index':0,'id':'x','function':{'name':'book','arguments':''}}",
                "{'index':1,'id':'x','function':{'name':'book','arguments':''}}",
                "{'index':0,'id':'x','function':{'arguments':'{`day`:1}'}}",
                "{'index':1,'id':'x','function':{'arguments':'{`day`:2}'}}")),
        told(
            "neither index nor id, whole objects in one chunk",
            List.of("{'function':{'name':'book','arguments':'{`day`:1}'}},"
                + "{'function':{'name':'book','arguments':'{`day`:2}'}}")),
        told(
            "the same index in one chunk, arguments as objects",
            List.of("{'index':0,'function':{'name':'book','arguments':{'day':1}}},"
                + "{'index':0,'function':{'name':'book','arguments':{'day':2}}}")),
        told(
            "neither index nor id, in pieces, the name in each",
            List.of(
                "{'function':{'name':'book','arguments':'{`day`'}}",
                "{'function':{'name':'book','arguments':':1}'}}",
                "{'function':{'name':'book','arguments':'{`day`:'}}",
                "{'function':{'name':'book','arguments':'2}'}}",
                "{'function':{'name':'book','arguments':''}}")),
        told(
            "another id in each piece",
            List.of(
                "{'index':0,'id':'p1','function':{'name':'book','arguments':''}}",
                "{'index':0,'id':'p2','function':{'arguments':'{`day`'}}",
                "{'index':0,'id':'p3','function':{'arguments':':1}'}}",
                "{'index':0,'id':'p4','function':{'arguments':''}}",
                "{'index':1,'id':'p5','function':{'name':'book','arguments':'{`day`'}}",
                "{'index':1,'id':'p6','function':{'name':'book','arguments':':2}'}}")),
        told(
            "an index of its own for each piece",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':''}}",
                "{'index':1,'function':{'arguments':'{`day`:1}'}}",
                "{'index':2,'id':'b','function':{'name':'book','arguments':''}}",
                "{'index':3,'function':{'arguments':'{`day`:2}'}}")),
        told(
            "an index in the first piece alone, or as a text",
            List.of(
                "{'index':'0','id':'a','function':{'name':'book','arguments':'{`day`'}}",
                "{'function':{'arguments':':1}'}}",
                "{'index':'1','id':'b','function':{'name':'book','arguments':'{'}}",
                "{'index':1,'function':{'arguments':'`day`:2}'}}")),
        told(
            "an empty object until the arguments come",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{}'}}",
                "{'index':0,'function':{'arguments':'{`day`:1}'}}",
                "{'index':1,'id':'b','function':{'name':'book','arguments':'{}'}}",
                "{'index':1,'function':{'arguments':'{`day`'}}",
                "{'index':1,'function':{'arguments':':2}'}}")),
        told(
            "all again at the end",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`'}}",
                "{'index':0,'function':{'arguments':':1}'}}",
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`:1}'}}",
                "{'index':1,'id':'b','function':{'name':'book','arguments':'{`day`:2}'}}",
                "{'index':1,'id':'b','function':{'arguments':''}}",
                "{'index':1,'function':{'arguments':'{`day`:2}'}}",
                "{'index':1,'function':{'arguments':'}'}}")),
        told(
            "in each piece all there is",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`d'}}",
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`'}}",
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`:1}'}}",
                "{'index':1,'id':'b','function':{'name':'book','arguments':'{`day`:2}'}}")),
        told(
            "name and arguments in one chunk, and without a function around them",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book'}},"
                    + "{'index':0,'function':{'arguments':'{`day`:1}'}}",
                "{'id':7,'name':'book','arguments':{'day':2}}")),
        told(
            "arguments as a text in a text",
            List.of("{'id':'a','function':{'name':'book','arguments':'`{~`day~`:1}`'}},"
                + "{'id':'b','function':{'name':'book','arguments':'{`day`:2}'}}")));
  }

  @ParameterizedTest
  @MethodSource("parallelCalls")
  void eachOfTwoCallsOfOneToolIsWishedForOnce(Told told) {
    assertThat(wishes(told.chunks())).containsExactly(book(1), book(2));
  }

  static Stream<Told> names() {
    return Stream.of(
        told(
            "in pieces",
            List.of(
                "{'index':0,'id':'a','function':{'name':'look_','arguments':''}}",
                "{'index':0,'function':{'name':'up','arguments':''}}",
                "{'index':0,'function':{'arguments':'{`x`:1}'}}"),
            new Wish("look_up", "{\"x\":1}")),
        told(
            "in pieces of which the first is a tool, too",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':''}}",
                "{'index':0,'id':'a','function':{'name':'_ta'}}",
                "{'index':0,'id':'a','function':{'name':'ble','arguments':'{`x`:1}'}}"),
            new Wish("book_table", "{\"x\":1}")),
        told(
            "longer with each piece",
            List.of(
                "{'index':0,'function':{'name':'loo'}}",
                "{'index':0,'function':{'name':'look_'}}",
                "{'index':0,'function':{'name':'look_up','arguments':'{`x`:1}'}}"),
            new Wish("look_up", "{\"x\":1}")),
        told(
            "of two tools without arguments, the same index",
            List.of(
                "{'index':0,'function':{'name':'look_up','arguments':''}}",
                "{'index':0,'function':{'name':'end_call','arguments':null}}"),
            new Wish("look_up", "{}"),
            new Wish("end_call", "{}")),
        told(
            "of another tool behind one without arguments",
            List.of(
                "{'function':{'name':'end_call','arguments':{}}}",
                "{'function':{'name':'book','arguments':{'day':1}}}"),
            new Wish("end_call", "{}"),
            book(1)),
        told(
            "with blanks, behind the id",
            List.of(
                "{'index':0,'id':'a'}",
                "{'index':1,'id':'b'}",
                "{'index':0,'function':{'name':' book ','arguments':'{`day`:1}'}}",
                "{'index':1,'function':{'name':'book','arguments':'{`day`:2}'}}"),
            book(1),
            book(2)),
        told(
            "of no tool there is",
            List.of("{'index':0,'id':'a','function':{'name':'fly','arguments':'{}'}}"),
            new Wish("fly", "{}")),
        told(
            "none at all",
            List.of("{'index':0,'id':'a','function':{'arguments':'{`day`:1}'}}"),
            new Wish("unnamed", "{\"day\":1}")),
        told("none of anything", List.of("{'index':0,'id':'a'}"), new Wish("unnamed", "{}")),
        told(
            "with arguments that are cut",
            List.of(
                "{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`:'}}",
                "{'index':0,'id':'b','function':{'name':'book','arguments':'{`day`:2}'}}"),
            new Wish("book", "{\"day\":"),
            book(2)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameIsReadHoweverItComes(Told told) {
    assertThat(wishes(told.chunks())).isEqualTo(told.wishes());
  }

  @Test
  void toolsMayStandInAnotherChoiceOrAlone() {
    ToolWishes wishes = new ToolWishes(TOOLS);
    pieces("{'choices':[{'index':0,'message':{'content':'So.'}},{'index':1,'message':{'tool_calls':"
            + "[{'id':'a','function':{'name':'book','arguments':'{`day`:1}'}}]}}]}")
        .forEach(wishes::add);
    pieces("{'choices':[{'delta':{'tool_calls':{'id':'b','function':{'name':'book','arguments':"
            + "'{`day`:2}'}}}}]}")
        .forEach(wishes::add);
    assertThat(wishes.all()).containsExactly(book(1), book(2));
  }

  @Test
  void theOldFormBesideTheNewOneIsTheSameCall() {
    ToolWishes wishes = new ToolWishes(TOOLS);
    pieces("{'choices':[{'delta':{'function_call':{'name':'book','arguments':'{`day`:1}'},"
            + "'tool_calls':[{'index':0,'id':'a','function':{'name':'book','arguments':'{`day`:1}'}}]"
            + "}}]}")
        .forEach(wishes::add);
    assertThat(wishes.all()).containsExactly(book(1));
  }

  /** However two calls with ids are cut and mixed, they are read. */
  @Test
  void callsThatAreCutAnywhereArePutTogether() {
    Random random = new Random(13);
    for (int round = 0; round < 3000; round++) {
      List<String> arguments = new ArrayList<>();
      for (int call = 0; call < 3; call++) {
        arguments.add("{`n`:{`k`:`" + "}{".repeat(random.nextInt(3)) + "`},`day`:" + call + "}");
      }
      int[] at = new int[3];
      List<String> chunks = new ArrayList<>();
      while (at[0] + at[1] + at[2] < arguments.stream().mapToInt(String::length).sum()) {
        int call = random.nextInt(3);
        int to = Math.min(arguments.get(call).length(), at[call] + 1 + random.nextInt(9));
        if (to > at[call]) {
          String name = at[call] == 0 ? "'name':'book'," : "";
          chunks.add("{'index':" + call + ",'id':'" + (at[call] == 0 ? "c" + call : "")
              + "','function':{" + name + "'arguments':'"
              + arguments.get(call).substring(at[call], to)
              + "'}}");
          at[call] = to;
        }
      }
      assertThat(wishes(chunks))
          .extracting(Wish::arguments)
          .containsExactlyInAnyOrderElementsOf(
              arguments.stream().map(each -> each.replace('`', '"')).toList());
    }
  }

  @Test
  void onlyAnObjectIsReadable() {
    assertThat(new Wish("book", "{\"day\":1}").readable()).isTrue();
    for (String odd : List.of("", "[]", "7", "{", "{}{}", "{\"a\":1} x", "[".repeat(100_000))) {
      assertThat(new Wish("book", odd).readable()).isFalse();
    }
  }

  private static List<Wish> wishes(List<String> chunks) {
    ToolWishes wishes = new ToolWishes(TOOLS);
    for (String chunk : chunks) {
      pieces("{'choices':[{'delta':{'tool_calls':[" + chunk + "]}}]}").forEach(wishes::add);
    }
    return wishes.all();
  }

  private static List<ToolPiece> pieces(String chunk) {
    String json = chunk.replace("~`", "\\\\\\\"").replace("`", "\\\"").replace('\'', '"');
    return ChatCodec.decode(json).stream()
        .filter(ToolPiece.class::isInstance)
        .map(ToolPiece.class::cast)
        .toList();
  }
}

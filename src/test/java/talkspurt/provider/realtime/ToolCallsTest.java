package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.provider.realtime.ToolCalls.Call;
import talkspurt.provider.realtime.ToolPart.Told;

class ToolCallsTest {

  private static final String JSON = "{\"name\":\"Miller\"}";
  private static final Call CALL = new Call("c", "look_up", JSON);

  private final ToolCalls calls = new ToolCalls();

  static Stream<Arguments> waysToTellACall() {
    ToolPart begun = new ToolPart("i", "c", "look_up", "", Told.BEGUN);
    ToolPart arguments = new ToolPart("i", "c", "look_up", JSON, Told.ARGUMENTS);
    ToolPart whole = new ToolPart("i", "c", "look_up", JSON, Told.WHOLE);
    ToolPart cut = new ToolPart("i", "c", "look_up", "{\"name\":\"Mi", Told.CUT);
    ToolPart nameless = new ToolPart("i", "", "", JSON, Told.ARGUMENTS);
    ToolPart first = new ToolPart("i", "", "", "{\"name\":", Told.MORE);
    ToolPart second = new ToolPart("", "c", "", "\"Miller\"}", Told.MORE);
    ToolPart empty = new ToolPart("i", "c", "look_up", "", Told.WHOLE);
    ToolPart placeholder = new ToolPart("i", "c", "look_up", "{}", Told.BEGUN);
    ToolPart elsewhere = new ToolPart("other", "", "look_up", JSON, Told.WHOLE);
    ToolPart spaced = new ToolPart("other", "", "look_up", "{ \"name\" : \"Miller\" }", Told.WHOLE);
    return Stream.of(
            List.of(arguments),
            List.of(whole),
            List.of(whole, whole, whole),
            List.of(arguments, whole),
            List.of(begun, first, second, arguments, whole),
            List.of(begun, nameless),
            List.of(nameless, begun, whole),
            List.of(begun, first, second, empty),
            List.of(begun, first, second),
            List.of(placeholder, first, second, whole),
            List.of(placeholder, first, second),
            List.of(cut, whole),
            List.of(cut, cut, whole, cut),
            List.of(begun, cut, arguments, whole),
            List.of(whole, elsewhere),
            List.of(whole, elsewhere, elsewhere),
            List.of(arguments, spaced))
        .map(parts -> Arguments.of(parts));
  }

  @ParameterizedTest
  @MethodSource("waysToTellACall")
  void aCallIsGivenOnceHoweverItIsTold(List<ToolPart> parts) {
    assertThat(given(parts)).containsExactly(CALL);
    assertThat(calls.lost()).isZero();
  }

  @Test
  void callsAtTheSameTimeAreKeptApart() {
    assertThat(given(List.of(
            new ToolPart("i1", "a", "book", "", Told.BEGUN),
            new ToolPart("i2", "b", "book", "", Told.BEGUN),
            new ToolPart("i2", "", "", "{\"day\":", Told.MORE),
            new ToolPart("i1", "", "", "{\"day\":1}", Told.ARGUMENTS),
            new ToolPart("i2", "", "", "2}", Told.MORE),
            new ToolPart("i2", "b", "book", "", Told.WHOLE))))
        .containsExactly(
            new Call("a", "book", "{\"day\":1}"), new Call("b", "book", "{\"day\":2}"));
  }

  @Test
  void callsOfOtherItemsAndOtherArgumentsAreOthers() {
    assertThat(given(List.of(
            new ToolPart("i1", "", "book", "{\"day\":1}", Told.WHOLE),
            new ToolPart("i2", "", "book", "{\"day\":2}", Told.WHOLE),
            new ToolPart("i3", "", "cancel", "{\"day\":1}", Told.WHOLE),
            new ToolPart("i4", "", "book", "", Told.BEGUN),
            new ToolPart("i5", "", "book", "{\"day\":3}", Told.WHOLE))))
        .extracting(Call::id)
        .containsExactly("i1", "i2", "i3", "i5", "i4");
    assertThat(given(List.of(
            new ToolPart("", "a", "book", "{\"day\":4}", Told.WHOLE),
            new ToolPart("", "b", "book", "{\"day\":4}", Told.WHOLE))))
        .extracting(Call::id)
        .containsExactly("a", "b");
  }

  @Test
  void aCallIsKnownToHaveBeenGivenUntilTheNextResponseBegins() {
    ToolPart whole = new ToolPart("i", "c", "book", "{}", Told.WHOLE);
    assertThat(calls.given(whole)).isFalse();
    calls.told(whole);
    calls.end(true);
    assertThat(calls.given(whole)).isTrue();
    calls.begin();
    assertThat(calls.given(whole)).isFalse();
  }

  @Test
  void callsWithoutAnIdAreToldApartByNameAndArguments() {
    ToolPart one = new ToolPart("", "", "book", "{\"day\":1}", Told.WHOLE);
    ToolPart two = new ToolPart("", "", "book", "{\"day\":2}", Told.WHOLE);
    assertThat(given(List.of(one, one, two, one, two)))
        .containsExactly(
            new Call("call", "book", "{\"day\":1}"), new Call("call-2", "book", "{\"day\":2}"));
    assertThat(calls.returned("call-2")).isEqualTo("call-2");
  }

  @Test
  void theItemStandsForAMissingId() {
    assertThat(given(List.of(new ToolPart("i", "", "book", "{}", Told.WHOLE))))
        .containsExactly(new Call("i", "book", "{}"));
  }

  @Test
  void noArgumentsAreAnEmptyObject() {
    for (String none : List.of("", " ", "null", "{}", "{ }")) {
      assertThat(given(List.of(new ToolPart("i", "c" + none, "end_call", none, Told.WHOLE))))
          .extracting(Call::arguments)
          .containsExactly("{}");
    }
  }

  @Test
  void argumentsThatStayUnreadableRunAtTheEndSoThatTheModelHearsOfIt() {
    ToolPart odd = new ToolPart("i", "c", "book", "{\"day\":", Told.WHOLE);
    assertThat(calls.told(odd)).isEmpty();
    assertThat(calls.end(true)).containsExactly(new Call("c", "book", "{\"day\":"));
    assertThat(calls.lost()).isZero();
  }

  @Test
  void twoObjectsInARowAreNotReadAsOne() {
    assertThat(calls.told(new ToolPart("i", "c", "book", "{}{\"day\":1}", Told.WHOLE)))
        .isEmpty();
  }

  @Test
  void whatWasBrokenOffDoesNotRunAndIsCounted() {
    calls.told(new ToolPart("i", "c", "book", "{}", Told.CUT));
    calls.told(new ToolPart("i2", "d", "", "{\"day\":1}", Told.ARGUMENTS));
    assertThat(calls.end(true)).isEmpty();
    assertThat(calls.lost()).isEqualTo(2);
  }

  @Test
  void theArgumentsOfACallThatIsCutAreNotBelievedBeforeItIsToldInWhole() {
    calls.told(new ToolPart("i", "c", "book", "{\"da", Told.CUT));
    assertThat(calls.told(new ToolPart("i", "c", "book", "{\"day\":1}", Told.ARGUMENTS)))
        .isEmpty();
    assertThat(calls.end(true)).isEmpty();
    assertThat(calls.told(new ToolPart("i", "c", "book", "{\"day\":1}", Told.WHOLE)))
        .isPresent();
  }

  @Test
  void nothingIsAddedByTheEndOfAResponseThatIsNotComplete() {
    calls.told(new ToolPart("i", "c", "book", "{\"day\":", Told.BEGUN));
    assertThat(calls.end(false)).isEmpty();
    assertThat(calls.lost()).isEqualTo(1);
  }

  @Test
  void anIdThatIsUsedAgainIsAnotherCall() {
    ToolPart one = new ToolPart("i", "c", "book", "{\"day\":1}", Told.WHOLE);
    ToolPart two = new ToolPart("i", "c", "book", "{\"day\":2}", Told.WHOLE);
    assertThat(calls.told(one)).contains(new Call("c", "book", "{\"day\":1}"));
    calls.begin();
    assertThat(calls.told(one)).isEmpty(); // it still runs
    calls.begin();
    assertThat(calls.told(two)).contains(new Call("c-2", "book", "{\"day\":2}"));
    assertThat(calls.returned("c")).isEqualTo("c");
    assertThat(calls.returned("c-2")).isEqualTo("c");
    calls.begin();
    assertThat(calls.told(one)).contains(new Call("c-3", "book", "{\"day\":1}"));
  }

  @Test
  void anotherSessionKnowsCallsByOurIds() {
    calls.told(new ToolPart("i", "c", "book", "{\"day\":1}", Told.WHOLE));
    calls.begin();
    calls.told(new ToolPart("i", "c", "book", "{\"day\":2}", Told.WHOLE));
    calls.leaveSession();
    assertThat(calls.returned("c-2")).isEqualTo("c-2");
    assertThat(calls.returned("never given")).isEqualTo("never given");
  }

  @Test
  void tooManyCallsAreCountedAndNotCollected() {
    for (int at = 0; at < 1000; at++) {
      calls.told(new ToolPart("", "c" + at, "", "{}", Told.ARGUMENTS));
    }
    assertThat(calls.lost()).isEqualTo(17);
    for (int at = 0; at < 1000; at++) {
      calls.told(new ToolPart("", "c0", "book", "x".repeat(1000), Told.MORE));
    }
    assertThat(calls.end(true).get(0).arguments().length()).isLessThan(33_000);
  }

  private List<Call> given(List<ToolPart> parts) {
    calls.begin();
    List<Call> given = new ArrayList<>();
    parts.forEach(part -> calls.told(part).ifPresent(given::add));
    given.addAll(calls.end(true));
    return given;
  }
}

package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.RandomCalls;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.Verdict;
import talkspurt.fake.OutsideTexts;

class CallJsonTest {

  private static ActorTestKit kit;
  private static StoredForm stored;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("json", NodeConfig.h2Memory("json"));
    stored = new StoredForm(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void everyKindHasANameOfItsOwn() {
    for (Class<?> sealed : Vocabulary.SEALED) {
      Map<Class<?>, String> names = names(sealed);
      assertThat(names.keySet()).as(sealed.getName()).contains(sealed.getPermittedSubclasses());
      assertThat(names.values()).as(sealed.getName()).doesNotHaveDuplicates();
      assertThat(names.values()).allSatisfy(name -> assertThat(name).matches("[a-z-]{3,20}"));
    }
  }

  @Test
  void eventsComeBackFromTheJournalAsTheyWere() {
    assertThat(Vocabulary.events().values())
        .allSatisfy(event -> assertThat(stored.andBack(event)).isEqualTo(event));
  }

  @Test
  void eventsWithMoreFieldsComeBackAsWell() {
    assertThat(Vocabulary.laterEvents().values())
        .allSatisfy(event -> assertThat(stored.andBack(event)).isEqualTo(event));
  }

  @Test
  void statesComeBackFromTheirSnapshotsAsTheyWere() {
    assertThat(Vocabulary.laterStates().values())
        .allSatisfy(state -> assertThat(stored.andBack(state)).isEqualTo(state));
    assertThat(Vocabulary.states().values())
        .allSatisfy(state -> assertThat(stored.andBack(state)).isEqualTo(state));
  }

  @Test
  void whateverHappensToACallCanBeKept() {
    RandomCalls calls = new RandomCalls(new Random(1));
    for (int walk = 0; walk < 30; walk++) {
      CallState call = CallState.none();
      for (int step = 0; step < 60; step++) {
        if (calls.request(call).askOf(call, CallSamples.AT) instanceof Verdict.Accept accept) {
          call = RandomCalls.after(call, accept);
          for (CallEvent event : accept.events()) {
            assertThat(stored.andBack(event)).isEqualTo(event);
          }
        }
      }
      assertThat(stored.andBack(call)).isEqualTo(call);
    }
  }

  @Test
  void everyRequestAndItsAnswerCrossTheCluster() {
    TestProbe<CallReply> asker = kit.createTestProbe(CallReply.class);
    TestProbe<Instruction> live = kit.createTestProbe(Instruction.class);
    CallSamples.requests().values().forEach(request -> {
      CallCommand ask = new CallCommand.Ask(request, asker.ref());
      assertThat(stored.andBack(ask)).isEqualTo(ask);
    });
    CallCommand attach = new CallCommand.Attach(
        "A", Optional.of(CallPlan.unannounced("default")), live.ref(), true, asker.ref());
    assertThat(stored.andBack(attach)).isEqualTo(attach);
    CallSamples.states().values().forEach(state -> {
      CallSummary summary = CallSummary.of("id", state, "akka://talkspurt@192.0.2.1:2552");
      CallReply done = new CallReply.Done(summary, true);
      assertThat(stored.andBack(done)).isEqualTo(done);
      assertThat(stored.andBack(state.instruction())).isEqualTo(state.instruction());
    });
    for (Refusal refusal : Refusal.values()) {
      CallReply refused = new CallReply.Refused(refusal);
      assertThat(stored.andBack(refused)).isEqualTo(refused);
    }
    for (Instruction bare :
        List.of(new Instruction.Await(), new Instruction.LetGo(), new Instruction.Prove())) {
      assertThat(stored.andBack(bare)).isEqualTo(bare);
    }
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws IOException {
    ObjectMapper cbor = mapper();
    for (CallEvent event : Vocabulary.events().values()) {
      ObjectNode tree = (ObjectNode) cbor.readTree(stored.bytes(event));
      tree.put("addedLater", 1).putObject("alsoAdded").put("deep", "field");
      assertThat(stored.read(StoredForm.EVENT_ID, "", cbor.writeValueAsBytes(tree)))
          .isEqualTo(event);
    }
  }

  @Test
  void noClassNameIsKept() {
    Vocabulary.events().forEach((name, event) -> {
      assertThat(stored.id(event)).isEqualTo(StoredForm.EVENT_ID);
      assertThat(stored.manifest(event)).isEmpty();
      assertThat(new String(stored.bytes(event), StandardCharsets.UTF_8))
          .contains(name)
          .doesNotContain("talkspurt.");
    });
    assertThat(stored.id(CallState.none())).isEqualTo(StoredForm.STATE_ID);
    assertThat(stored.manifest(CallState.none())).isEmpty();
  }

  private static ObjectMapper mapper() {
    return JacksonObjectMapperProvider.get(kit.system())
        .getOrCreate("call-event", Optional.of(new CBORFactory()));
  }

  private static Map<Class<?>, String> names(Class<?> sealed) {
    ObjectMapper mapper = mapper();
    AnnotatedClass root =
        AnnotatedClassResolver.resolveWithoutSuperTypes(mapper.getSerializationConfig(), sealed);
    Collection<NamedType> types = mapper
        .getSubtypeResolver()
        .collectAndResolveSubtypesByTypeId(mapper.getDeserializationConfig(), root);
    Map<Class<?>, String> names = new HashMap<>();
    types.stream()
        .filter(type -> type.getType() != sealed)
        .forEach(type -> names.put(type.getType(), type.getName()));
    return names;
  }

  @Test
  void anyTextFromOutsideCanBeWritten() {
    OutsideTexts.through(19, 50_000, texts -> {
      String raw = texts.next();
      CallPlan plan = new CallPlan(
          new PhoneNumber(raw), new PhoneNumber(raw), raw, raw, raw, raw, Map.of(raw, raw), true);
      CallEvent registered = new CallEvent.CallRegistered(CallSamples.AT, plan);
      assertThat(stored.andBack(registered)).isEqualTo(registered);
      CallEvent said = new CallEvent.CallerSaid(CallSamples.AT, 1, new SpokenText(raw));
      assertThat(stored.andBack(said)).isEqualTo(said);
    });
  }

  /** Events whose makers have forgotten to repair something are written all the same. */
  @Test
  void theLastFenceIsTheWriter() {
    CallEvent raw = new CallEvent.ToolRequested(
        CallSamples.AT, 1, "k\ud83d", "\udd8a", Map.of("a\ud83d", "b\udd8a"));
    assertThat(stored.andBack(raw))
        .isEqualTo(new CallEvent.ToolRequested(
            CallSamples.AT, 1, "k\ufffd", "\ufffd", Map.of("a\ufffd", "b\ufffd")));
  }

  @Test
  void keysOfAnOlderSnapshotAreWords() throws IOException {
    TranscriptEntry line = new TranscriptEntry(
        TranscriptEntry.Speaker.CALLER, CallSamples.AT, new SpokenText("12"), true);
    ObjectMapper mapper =
        JacksonObjectMapperProvider.get(kit.system()).getOrCreate("call-state", Optional.empty());
    ObjectNode tree = mapper.valueToTree(line);
    tree.remove("keys");
    assertThat(mapper.treeToValue(tree, TranscriptEntry.class).keys()).isFalse();
  }
}

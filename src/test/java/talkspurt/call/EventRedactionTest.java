package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventRedactionTest {

  private static final String SECRET = "4111111111111111";
  private static final EventRedaction REDACTION =
      new EventRedaction(words -> words.replace(SECRET, "[card]"));

  /** Texts that are no words: what the dialplan told, names of the settings, what was observed. */
  private static final Set<String> NO_WORDS = Set.of(
      "CallPlan.callerId",
      "CallPlan.dnid",
      "CallPlan.lext",
      "CallPlan.channel",
      "CallPlan.profile",
      "CallPlan.language",
      "CallPlan.variables",
      "CallPlan.version",
      "CallPlan.variant",
      "CallPlan.lacks",
      "CallPlan.spoken",
      "CallPlan.trace",
      "CallPlan.limit",
      "CallerSaid.language",
      "BotBegan.intervention",
      "Conduct.agent",
      "Conduct.from",
      "HandedOff.agent",
      "HandedOff.from",
      "ChannelOrder.id",
      "ChannelOrder.by",
      "ChannelOrder.run",
      "ChannelOrder.outcome",
      "Intervention.id",
      "Intervention.by",
      "Intervention.language",
      "SessionChange.voice",
      "SessionChange.tools",
      "SessionChange.turnDetection",
      "SessionChange.turn",
      "SessionChange.language",
      "SessionChange.recording",
      "SentenceWithheld.rule",
      "Withheld.rule",
      "Spent.tariffs",
      "LineAttached.line",
      "LineLost.line",
      "LineFaultFound.line",
      "LineFaultFound.detail",
      "LineFaultCleared.line",
      "ReplyFailed.failure",
      "VoiceFailed.failure",
      "TranscriberFailed.failure",
      "ToolFailed.failure",
      "BotFailed.failure",
      "ToolRequested.key",
      "ToolRequested.name",
      "ToolReturned.key",
      "TransferFailed.why",
      "TransferRequested.by",
      "TransferRequested.destination");

  static Stream<Class<?>> kinds() {
    return Stream.of(CallEvent.class.getPermittedSubclasses())
        .flatMap(
            kind -> kind.isRecord() ? Stream.of(kind) : Stream.of(kind.getPermittedSubclasses()))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noTextOfAnyEventIsForgotten(Class<?> kind) {
    CallEvent event = (CallEvent) made(kind);
    CallEvent redacted = REDACTION.redacted(event);
    Set<String> left = new TreeSet<>();
    find(redacted, left);
    assertThat(left).isEmpty();
    assertThat(redacted).hasSameClassAs(event);
    assertThat(REDACTION.redacted(redacted)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatHasNothingToRedactStaysAsItIs(Class<?> kind) {
    CallEvent event = (CallEvent) made(kind);
    assertThat(new EventRedaction(words -> words).redacted(event))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("digits", ".*command\\.keys")
        .isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1234,1234", "12345,*****", "12#34567*,12#******", "4711#4711,4711#4711"})
  void keysOfANumberBecomeStars(String keyed, String kept) {
    assertThat(
            REDACTION.redacted(new CallEvent.DigitsCollected(Instant.EPOCH, 1, new Digits(keyed))))
        .isEqualTo(new CallEvent.DigitsCollected(Instant.EPOCH, 1, new Digits(kept)));
  }

  @Test
  void fillersAndApologiesStayWhatTheyAre() {
    SpokenText heard = SpokenText.of(SpokenPart.Kind.FILLER, "One moment.")
        .then(new SpokenText("It is " + SECRET));
    CallEvent.ReplyPlayed played = (CallEvent.ReplyPlayed)
        REDACTION.redacted(new CallEvent.ReplyPlayed(Instant.EPOCH, 1, heard));
    assertThat(played.heard())
        .isEqualTo(SpokenText.of(SpokenPart.Kind.FILLER, "One moment.")
            .then(new SpokenText("It is [card]")));
  }

  // ---- an event with the secret in all of its texts

  private static Object made(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return Optional.of(made(of[0]));
      }
      return generic.getRawType() == List.class
          ? List.of(made(of[0]))
          : Map.of("name", made(of[1]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return "a " + SECRET;
    } else if (plain == Digits.class) {
      return new Digits(SECRET);
    } else if (plain == Destination.class) {
      return new Destination("a," + SECRET + ",1");
    } else if (plain == ChannelCommand.class) {
      return new ChannelCommand.SendDigits(SECRET);
    } else if (plain == CommandOutcome.class) {
      return new CommandOutcome.Done();
    } else if (plain == Instant.class) {
      return Instant.EPOCH;
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    } else if (plain.isRecord()) {
      return record(plain);
    }
    return number(plain);
  }

  private static Object number(Class<?> plain) {
    if (plain == int.class || plain == Integer.class) {
      return 1;
    } else if (plain == long.class || plain == Long.class) {
      return 1L;
    } else if (plain == boolean.class || plain == Boolean.class) {
      return true;
    } else if (plain == double.class) {
      return 1.0;
    } else if (plain == Duration.class) {
      return Duration.ofSeconds(1);
    }
    throw new AssertionError(plain);
  }

  private static Object record(Class<?> kind) {
    RecordComponent[] parts = kind.getRecordComponents();
    try {
      Constructor<?> constructor = kind.getDeclaredConstructor(
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      List<Object> values = new ArrayList<>();
      for (RecordComponent part : parts) {
        values.add(made(part.getGenericType()));
      }
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException fault) {
      throw new AssertionError(kind.getName(), fault);
    }
  }

  // ---- where it is left

  private static void find(Object value, Set<String> left) {
    for (RecordComponent part : value.getClass().getRecordComponents()) {
      String name = value.getClass().getSimpleName() + "." + part.getName();
      if (!NO_WORDS.contains(name)) {
        find(name, component(value, part), left);
      }
    }
  }

  private static void find(String name, Object value, Set<String> left) {
    if (value instanceof String text && text.contains(SECRET)) {
      left.add(name);
    } else if (value instanceof Optional<?> some) {
      some.ifPresent(one -> find(name, one, left));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> find(name, one, left));
      map.keySet().forEach(one -> find(name, one, left));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> find(name, one, left));
    } else if (value.getClass().isRecord()) {
      find(value, left);
    }
  }

  private static Object component(Object value, RecordComponent part) {
    try {
      return part.getAccessor().invoke(value);
    } catch (ReflectiveOperationException fault) {
      throw new AssertionError(fault);
    }
  }
}

package talkspurt.fake;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.text.OutsideText;

/** Finds the texts in a message, however deep, and holds them to what is allowed behind a door. */
public final class WellFormed {

  private WellFormed() {}

  /** @throws AssertionError for a text that its door should have repaired */
  public static void assertAll(Object message) {
    for (String text : in(message)) {
      if (!OutsideText.isWellFormed(text)) {
        throw new AssertionError(
            message.getClass().getSimpleName() + " holds " + OutsideTexts.escaped(text));
      }
    }
  }

  /** All texts of records, lists, maps and what they hold. */
  public static List<String> in(Object message) {
    List<String> texts = new ArrayList<>();
    collect(message, texts);
    return texts;
  }

  private static void collect(Object part, List<String> texts) {
    if (part instanceof String text) {
      texts.add(text);
    } else if (part instanceof Iterable<?> many) {
      many.forEach(one -> collect(one, texts));
    } else if (part instanceof Map<?, ?> map) {
      collect(map.keySet(), texts);
      collect(map.values(), texts);
    } else if (part instanceof Optional<?> maybe) {
      maybe.ifPresent(one -> collect(one, texts));
    } else if (part instanceof Record) {
      Arrays.stream(part.getClass().getRecordComponents())
          .forEach(component -> collect(value(part, component), texts));
    }
  }

  private static Object value(Object part, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }
}

package talkspurt.media.conversation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import talkspurt.call.Digits;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.collect.CodeContent;
import talkspurt.collect.Collect;
import talkspurt.collect.Collected;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;

/**
 * What a collection came to, as others are told.
 *
 * @param told what the agent reads, as JSON; it is in the journal, too
 * @param input what the caller's turn is
 */
record CollectOutcome(String told, TurnInput input) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LAST = 4;

  /** Of one whose line is gone: what was entered is known to nobody. */
  static String lost(Wording words) {
    return nothing(words.of(Text.COLLECT_LOST, Collect.TOOL));
  }

  /** Of one that is not asked for any more, because one before it came to nothing. */
  static String left(Wording words) {
    return nothing(words.of(Text.COLLECT_LEFT));
  }

  private static String nothing(String why) {
    ObjectNode node = NODES.objectNode();
    node.putNull("collected");
    return node.put("why", why).toString();
  }

  /**
   * Of one that is over.
   *
   * @param secrets where a secret value is kept
   * @param words how the agent is told
   */
  static CollectOutcome of(Collect what, Collected result, SecretValues secrets, Wording words) {
    if (result instanceof Collected.Nothing none) {
      boolean silent = none.why() == Collected.Why.NOTHING_CAME;
      return new CollectOutcome(
          nothing(what.name() + ": " + words.of(text(none.why()))),
          silent ? new TurnInput.Silence(1) : words(what.masked()));
    }
    if (result instanceof Collected.Value given) {
      return what.secret() ? secret(what, given.value(), secrets) : open(what, given);
    }
    throw new AssertionError(result);
  }

  private static Text text(Collected.Why why) {
    return switch (why) {
      case NOTHING_CAME -> Text.COLLECT_NOTHING;
      case TOO_SHORT -> Text.COLLECT_SHORT;
      case TOO_LONG -> Text.COLLECT_LONG;
      case WRONG -> Text.COLLECT_WRONG;
      case NO_DATE -> Text.COLLECT_NO_DATE;
      case OUT_OF_BOUNDS -> Text.COLLECT_OUT_OF_BOUNDS;
      case NOT_CONFIRMED -> Text.COLLECT_NOT_CONFIRMED;
      case ASKED_FOR_PERSON -> Text.COLLECT_PERSON;
    };
  }

  private static CollectOutcome secret(Collect what, String value, SecretValues secrets) {
    Collect.Target target = what.target().orElseThrow();
    ObjectNode node =
        NODES.objectNode().put("collected", what.name()).put("ref", secrets.keep(what, value));
    if (what.tellsLastFour()) {
      node.put("last4", value.substring(Math.max(0, value.length() - LAST)));
    }
    node.put("tool", target.tool()).put("argument", target.argument());
    return new CollectOutcome(node.toString(), words(what.masked()));
  }

  private static CollectOutcome open(Collect what, Collected.Value given) {
    ObjectNode node = NODES.objectNode().put("collected", what.name()).put("value", given.value());
    what.target().ifPresent(to -> node.put("tool", to.tool()).put("argument", to.argument()));
    return new CollectOutcome(
        node.toString(),
        given.keyed() && what.content() instanceof CodeContent
            ? new TurnInput.Keys(new Digits(given.value()))
            : words(given.value()));
  }

  private static TurnInput words(String text) {
    return new TurnInput.Words(new SpokenText(text));
  }
}

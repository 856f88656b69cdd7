package talkspurt.provider.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.TokenEstimate;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.ReplySentences;
import talkspurt.provider.chat.ChatMessage.Consumed;
import talkspurt.provider.chat.ChatMessage.Done;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ChatMessage.Thought;
import talkspurt.provider.chat.ChatMessage.ToolPiece;
import talkspurt.provider.chat.ChatMessage.Trouble;
import talkspurt.provider.chat.ChatMessage.Unreadable;
import talkspurt.provider.chat.ChatMessage.Whole;
import talkspurt.text.JoinedText;

/** One answer of the model, while it comes: its sentences, and what it wants of tools. */
final class ChatRound {

  private static final int MAX_UNREADABLE = 10;

  private final ReplySentences sentences;
  private final ToolWishes wishes;
  private final List<String> said = new ArrayList<>();
  private final StringBuilder written = new StringBuilder();
  private OptionalInt choice = OptionalInt.empty();
  private boolean streamed;
  private Optional<ProviderFailure> failure = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private boolean answered;
  private boolean finished;
  private boolean done;
  private boolean censored;
  private boolean cut;
  private int unreadable;

  /** An answer of a model that may use the tools of these names. */
  ChatRound(ReplySentences sentences, Collection<String> tools) {
    this.sentences = sentences;
    this.wishes = new ToolWishes(tools);
  }

  /** More of the answer; what can be said by now. */
  List<Part> on(ChatMessage message) {
    if (message instanceof Text text) {
      choice = choice.isPresent() ? choice : OptionalInt.of(text.choice());
      return choice.getAsInt() == text.choice() ? more(text.more()) : List.of();
    }
    if (message instanceof Whole whole) {
      return more(untold(whole.words()));
    }
    if (message instanceof Thought) {
      return says(sentences.thoughtsApart());
    }
    if (message instanceof ToolPiece piece) {
      streamed |= !piece.again();
      if (!(piece.again() && streamed)) {
        wishes.add(piece);
      }
    } else if (message instanceof Finished end) {
      finished = true;
      censored |= end.reason().equals("content_filter");
      cut |= end.reason().equals("length");
    } else if (message instanceof Done) {
      finished = true;
      done = true;
    } else if (message instanceof Trouble trouble) {
      fail(Kind.OVERLOADED, "failed in the middle: " + trouble.code());
    } else if (message instanceof Unreadable nonsense) {
      unreadable++;
      if (unreadable > MAX_UNREADABLE) {
        fail(Kind.BROKE_PROTOCOL, nonsense.why());
      }
    } else if (message instanceof Consumed consumed) {
      usage = Optional.of(consumed.usage());
    } else {
      throw new AssertionError(message);
    }
    return List.of();
  }

  private List<Part> more(String words) {
    written.append(words);
    return says(sentences.add(words));
  }

  /** What of these words did not come before. */
  private String untold(String words) {
    String before = written.toString();
    if (words.startsWith(before)) {
      return words.substring(before.length());
    }
    return before.strip().endsWith(words.strip()) ? "" : words;
  }

  private void fail(Kind kind, String detail) {
    fail(new ProviderFailure(kind, ChatResponder.KIND, detail));
  }

  /** The connection has failed; of an answer that is complete nothing is lost. */
  void broken(ProviderFailure how) {
    if (!finished) {
      fail(how);
    }
  }

  /** The answer has failed; the first failure counts. */
  void fail(ProviderFailure how) {
    if (failure.isEmpty()) {
      failure = Optional.of(how);
    }
  }

  /** The stream has ended: the words that are left. */
  List<Part> end() {
    boolean thoughtsAlone = cut || !wishes.none();
    List<Part> rest = says(thoughtsAlone ? sentences.restWithoutThoughts() : sentences.rest());
    if (!finished) {
      fail(Kind.UNREACHABLE, "the answer was broken off");
    } else if (wishes.tooMuch()) {
      fail(Kind.BROKE_PROTOCOL, "wishes for too many tools");
    } else if (said.isEmpty() && wishes.none()) {
      fail(
          censored ? Kind.REJECTED_REQUEST : Kind.BROKE_PROTOCOL,
          censored ? "the answer was withheld by a filter" : "the answer is empty");
    }
    return rest;
  }

  /** Whether no more can come. */
  boolean over() {
    return done || failure.isPresent();
  }

  /** Whether the server has said that all was said. */
  boolean whole() {
    return done && failure.isEmpty();
  }

  /** What went wrong, if anything did. */
  Optional<ProviderFailure> failure() {
    return failure;
  }

  /** What the server has told that was used; the last counts, since some tell it as it grows. */
  Optional<Usage> usage() {
    return usage;
  }

  /** The server has taken the request, and begins to answer. */
  void answered() {
    answered = true;
  }

  /**
   * What was used, once nothing more is read: as the server told it, or, where it did not, or the answer was broken off
   * before, about what it read and wrote. What it refused to answer it does not take money for.
   *
   * @param asked the body of the request
   */
  Optional<UsageMeter.Used> used(String asked) {
    if (usage.isPresent()) {
      return usage.map(UsageMeter.Used::unpriced);
    }
    boolean refused = failure.isPresent() && !answered;
    return refused
        ? Optional.empty()
        : Optional.of(UsageMeter.Used.estimated(Usage.of(Unit.INPUT_TOKENS, TokenEstimate.of(asked))
            .and(Unit.OUTPUT_TOKENS, TokenEstimate.of(written.toString()) + wishes.tokens())));
  }

  List<ToolWishes.Wish> wishes() {
    return wishes.all();
  }

  /** All that is to be spoken: a model's thoughts are not spoken. */
  String said() {
    return JoinedText.of(said);
  }

  private List<Part> says(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Say say) {
        said.add(say.sentence());
      } else if (part instanceof Part.Retract retract) {
        said.subList(said.size() - retract.sentences(), said.size()).clear();
      } else {
        throw new AssertionError(part);
      }
    }
    return parts;
  }
}

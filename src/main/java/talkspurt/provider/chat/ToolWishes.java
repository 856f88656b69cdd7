package talkspurt.provider.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import talkspurt.provider.TokenEstimate;
import talkspurt.provider.chat.ChatMessage.ToolPiece;

/**
 * Puts the pieces of a model's wishes for tools together, however a server numbers them: the id tells,
 * then the index, then the order. One call is never made of two: a name with arguments that follows on
 * arguments that are whole begins another. Not thread-safe.
 */
final class ToolWishes {

  /**
   * A wish that is complete.
   *
   * @param arguments a JSON object, or what the model wrote in its place
   */
  record Wish(String name, String arguments) {

    /** Whether the arguments are a JSON object. */
    boolean readable() {
      return object(arguments).isPresent();
    }
  }

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private static final int MOST = 16;
  private static final int LONGEST_ARGUMENTS = 32_768;
  private static final String NO_ARGUMENTS = "{}";

  /** A call without a name is asked for by this one, so that the model hears that there is none. */
  private static final String NAMELESS = "unnamed";

  private final class Growing {
    private final OptionalInt index;
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";
    private String last = "";
    private int chunk;
    private boolean echo;

    Growing(OptionalInt index) {
      this.index = index;
    }

    /** Whether the arguments are an object that holds something: what follows is of another call. */
    boolean whole() {
      return arguments.length() > 0
          && arguments.charAt(arguments.length() - 1) == '}'
          && object(arguments.toString()).isPresent()
          && !empty();
    }

    boolean empty() {
      return arguments.toString().replaceAll("\\s", "").matches("|\\{\\}|null");
    }

    void add(ToolPiece piece) {
      id = piece.id().isEmpty() ? id : piece.id();
      name = names(name, piece.name());
      chunk = chunks;
      String more = piece.arguments();
      if (whole() || more.isBlank() && empty()) {
        return; // what follows on a whole object is the same again, or a slip
      }
      if (empty()) {
        arguments.setLength(0); // what stood there stood for arguments to come
      }
      arguments.append(more);
      last = more;
    }

    /** Some servers send in each piece all that there is by now. */
    Wish wish() {
      String told = arguments.toString();
      if (object(told).isEmpty() && object(last).isPresent()) {
        told = last;
      }
      String called = name.strip().isEmpty() ? NAMELESS : name.strip();
      return new Wish(called, empty() ? NO_ARGUMENTS : unwrapped(told));
    }
  }

  private final Set<String> known;
  private final List<Growing> wishes = new ArrayList<>();
  private int chunks;
  private boolean tooMuch;

  /** Wishes for tools of these names. */
  ToolWishes(Collection<String> known) {
    this.known = Set.copyOf(known);
  }

  void add(ToolPiece piece) {
    chunks += piece.place() == 0 ? 1 : 0;
    if (nothing(piece)) {
      return;
    }
    Growing wish = of(piece);
    tooMuch |= wish.arguments.length() + piece.arguments().length() > LONGEST_ARGUMENTS
        || wishes.size() > MOST;
    if (!tooMuch) {
      wish.add(piece);
    }
  }

  /** About how many tokens they took. */
  long tokens() {
    return wishes.stream()
        .mapToLong(wish -> TokenEstimate.of(wish.name + wish.arguments))
        .sum();
  }

  /** An index alone tells nothing. */
  private static boolean nothing(ToolPiece piece) {
    return piece.id().isEmpty() && piece.name().isEmpty() && piece.arguments().isEmpty();
  }

  private Growing of(ToolPiece piece) {
    Optional<Growing> target = target(piece);
    if (target.isPresent() && !begins(piece, target.get())) {
      return target.get();
    }
    if (wishes.size() <= MOST) {
      Growing begun = new Growing(piece.index());
      // a name alone behind a call of that name may be the next call, or the end of this one
      begun.echo = target
          .filter(before -> before.name.equals(piece.name())
              && piece.arguments().isBlank()
              && piece.id().isEmpty()
              && before.chunk != chunks)
          .isPresent();
      wishes.add(begun);
    }
    return wishes.get(wishes.size() - 1);
  }

  /** The wish that the piece may belong to: by id, by index, or the last. */
  private Optional<Growing> target(ToolPiece piece) {
    Optional<Growing> exact = last(wish ->
        !piece.id().isEmpty() && wish.id.equals(piece.id()) && wish.index.equals(piece.index()));
    if (exact.isPresent()) {
      return exact;
    }
    if (!piece.id().isEmpty()) {
      Optional<Growing> same = last(wish -> wish.id.equals(piece.id())
          && (piece.name().isEmpty() || !differ(wish.index, piece.index())));
      if (same.isPresent()) {
        return same;
      }
    }
    if (piece.index().isPresent()) {
      Optional<Growing> same = last(wish -> wish.index.equals(piece.index()));
      if (same.isPresent()) {
        return same;
      }
    }
    boolean nameless = piece.name().isEmpty() && piece.id().isEmpty();
    return last(
        wish -> nameless || !differ(wish.index, piece.index()) && piece.index().isEmpty());
  }

  private Optional<Growing> last(Predicate<Growing> such) {
    for (int at = wishes.size() - 1; at >= 0; at--) {
      if (such.test(wishes.get(at))) {
        return Optional.of(wishes.get(at));
      }
    }
    return Optional.empty();
  }

  private static boolean differ(OptionalInt one, OptionalInt other) {
    return one.isPresent() && other.isPresent() && one.getAsInt() != other.getAsInt();
  }

  /** Whether the piece is of another call than the one that is nearest to it. */
  private boolean begins(ToolPiece piece, Growing wish) {
    boolean sameId = !piece.id().isEmpty() && piece.id().equals(wish.id);
    boolean otherId = !piece.id().isEmpty() && !wish.id.isEmpty() && !sameId;
    boolean speaks = !piece.arguments().isBlank();
    boolean told = wish.whole() && wish.arguments.toString().equals(piece.arguments());
    if (piece.name().isEmpty()) {
      if (otherId) {
        return wish.whole() || !speaks;
      }
      return wish.whole() && speaks && !told && piece.arguments().strip().startsWith("{");
    }
    boolean fragment = speaks && !piece.arguments().strip().startsWith("{");
    if (otherId) {
      return wish.whole() || wish.empty() || !fragment || !piece.name().equals(wish.name);
    }
    if (wish.chunk == chunks && !(sameId && !wish.whole())) {
      return true; // pieces with names in one chunk are of different calls
    }
    if (wish.whole()) {
      return speaks ? !(sameId && told) : !sameId;
    }
    return !(wish.name.isEmpty()
        || piece.name().equals(wish.name)
        || wish.empty() && continues(wish.name, piece.name()));
  }

  /** Whether the two are parts of one name. */
  private boolean continues(String begun, String more) {
    boolean twoNames = known.contains(begun) && known.contains(more);
    boolean oneName = known.stream().anyMatch(name -> name.startsWith(begun + more));
    boolean noName = !known.contains(begun) && !known.contains(more);
    return !twoNames && (oneName || noName) || grows(begun, more);
  }

  /** Whether the second is all of the name by now. */
  private boolean grows(String begun, String more) {
    return more.startsWith(begun)
        && !known.contains(begun)
        && known.stream().anyMatch(name -> name.startsWith(more));
  }

  private String names(String begun, String more) {
    if (begun.isEmpty() || more.isEmpty()) {
      return begun + more;
    }
    boolean longer = known.stream().anyMatch(name -> name.startsWith(begun + more));
    if (grows(begun, more) && !longer) {
      return more;
    }
    boolean complete = known.contains(begun) || more.equals(begun);
    return complete && !longer ? begun : begun + more;
  }

  /** Whether nothing was wished for. */
  boolean none() {
    return wishes.isEmpty();
  }

  /** Whether more was wished for than is taken. */
  boolean tooMuch() {
    return tooMuch;
  }

  /** All wishes, in their order. */
  List<Wish> all() {
    return wishes.stream()
        .filter(wish -> !(wish.echo && wish.empty()))
        .filter(wish -> !(wish.name.isEmpty() && wish.empty() && wishes.size() > 1))
        .map(Growing::wish)
        .toList();
  }

  private static Optional<JsonNode> object(String json) {
    try {
      return Optional.ofNullable(MAPPER.readTree(json)).filter(JsonNode::isObject);
    } catch (JsonProcessingException | StackOverflowError cut) {
      return Optional.empty();
    }
  }

  /** Some servers write the text of an object as a text in JSON. */
  private static String unwrapped(String arguments) {
    try {
      JsonNode tree = MAPPER.readTree(arguments);
      return tree.isTextual() && object(tree.asText()).isPresent() ? tree.asText() : arguments;
    } catch (JsonProcessingException | StackOverflowError cut) {
      return arguments;
    }
  }
}

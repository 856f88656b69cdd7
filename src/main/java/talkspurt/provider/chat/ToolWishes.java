package talkspurt.provider.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import talkspurt.provider.chat.ChatMessage.ToolPiece;

/**
 * Puts the pieces of a model's wishes for tools together: by their index; where the index is missing
 * or the same for all, by their id. Not thread-safe.
 */
final class ToolWishes {

  /** A wish that is complete. */
  record Wish(String name, String arguments) {}

  private static final int MOST = 16;
  private static final int LONGEST_ARGUMENTS = 32_768;

  private static final class Growing {
    private final OptionalInt index;
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    Growing(OptionalInt index) {
      this.index = index;
    }
  }

  private final List<Growing> wishes = new ArrayList<>();
  private boolean tooMuch;

  void add(ToolPiece piece) {
    Growing wish = of(piece);
    if (wish.id.isEmpty()) {
      wish.id = piece.id();
    }
    if (wish.name.isEmpty()) {
      wish.name = piece.name();
    }
    tooMuch |= wish.arguments.length() + piece.arguments().length() > LONGEST_ARGUMENTS
        || wishes.size() > MOST;
    if (!tooMuch) {
      wish.arguments.append(piece.arguments());
    }
  }

  private Growing of(ToolPiece piece) {
    for (int at = wishes.size() - 1; at >= 0; at--) {
      Growing wish = wishes.get(at);
      if (continues(wish, piece, at == wishes.size() - 1)) {
        return wish;
      }
    }
    if (wishes.size() <= MOST) {
      wishes.add(new Growing(piece.index()));
    }
    return wishes.get(wishes.size() - 1);
  }

  private static boolean continues(Growing wish, ToolPiece piece, boolean last) {
    if (!piece.id().isEmpty() && !wish.id.isEmpty()) {
      return wish.id.equals(piece.id());
    }
    if (piece.index().isPresent() && wish.index.isPresent()) {
      return wish.index.getAsInt() == piece.index().getAsInt();
    }
    return last && piece.id().isEmpty() && piece.name().isEmpty();
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
        .map(wish -> new Wish(
            wish.name, wish.arguments.toString().isBlank() ? "{}" : wish.arguments.toString()))
        .toList();
  }
}

package talkspurt.control;

import java.util.Optional;

/**
 * What calls are wanted by that is not a plain column of theirs; what is empty leaves out none.
 *
 * @param number who called or was called: by its digits, where it has some
 * @param language in which the call was, as far as anybody said so
 * @param fault what went wrong in it, one of {@link CallFault#names()}
 * @param minCost what it has cost at least, in millionths of the currency of the settings
 * @param words what was said in it; only calls that are over are found by that
 * @param held leaves out those that are not held
 * @param consent what the caller answered when told that it is recorded, as {@link CallLogEntry#consent} has it
 */
public record CallContent(
    Optional<String> number,
    Optional<String> language,
    Optional<String> fault,
    Optional<Long> minCost,
    Optional<WordSearch> words,
    boolean held,
    Optional<String> consent) {

  /** Whatever there is. */
  public static final CallContent ANY = new CallContent(
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether calls are held or not. */
  public CallContent(
      Optional<String> number,
      Optional<String> language,
      Optional<String> fault,
      Optional<Long> minCost,
      Optional<WordSearch> words) {
    this(number, language, fault, minCost, words, false);
  }

  /** Whatever callers have answered. */
  public CallContent(
      Optional<String> number,
      Optional<String> language,
      Optional<String> fault,
      Optional<Long> minCost,
      Optional<WordSearch> words,
      boolean held) {
    this(number, language, fault, minCost, words, held, Optional.empty());
  }

  /** Without the number, which is personal data. */
  @Override
  public String toString() {
    return "CallContent[" + fault.orElse("") + "]";
  }
}

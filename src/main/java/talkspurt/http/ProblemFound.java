package talkspurt.http;

/** Carries a {@link Problem} from where a request is read or refused to where it is answered. */
final class ProblemFound extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final boolean logged;

  /**
   * @param logged whether whoever found the problem has logged it, and no line is to follow
   */
  ProblemFound(Problem problem, boolean logged) {
    super(problem.kind().slug(), null, false, false);
    this.problem = problem;
    this.logged = logged;
  }

  boolean logged() {
    return logged;
  }

  Problem problem() {
    return problem;
  }
}

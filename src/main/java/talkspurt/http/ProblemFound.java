package talkspurt.http;

/** Carries a {@link Problem} from where a request is read or refused to where it is answered. */
final class ProblemFound extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemFound(Problem problem) {
    super(problem.kind().slug(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}

package talkspurt.control;

import java.util.List;
import java.util.Optional;

/**
 * What all nodes of one database agree by which cluster is theirs. Each question waits for the answer,
 * and fails with an unchecked exception where there is none.
 */
interface ClusterLease {

  /** What is there now; empty before the first cluster was founded. */
  Optional<LeaseRow> look();

  /**
   * Takes the lease for a new cluster, unless somebody renewed or took it since it was seen.
   *
   * @param seen what {@link #look} told
   * @param founder the only member, to begin with
   * @return whether it was taken
   */
  boolean found(Optional<LeaseRow> seen, String incarnation, String founder);

  /**
   * Tells that a member of this cluster lives.
   *
   * @return false where another cluster holds the lease
   */
  boolean renew(String incarnation, List<String> members);

  /** A member leaves in good order; when it was the last, others may found a cluster at once. */
  void leave(String incarnation, String member);

  /** Lets its connection go. */
  void close();
}

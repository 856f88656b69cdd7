package talkspurt.control;

import java.util.List;

/**
 * The lease of a cluster, as the database has it.
 *
 * @param incarnation the cluster that holds it; a new one for each founding
 * @param renewals how often it was renewed: as long as this grows, a member of that cluster lives
 * @param members addresses of that cluster's members; none: the last has left, and nobody holds it
 */
record LeaseRow(String incarnation, long renewals, List<String> members) {

  LeaseRow {
    members = List.copyOf(members);
  }
}

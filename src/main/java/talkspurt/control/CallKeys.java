package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import talkspurt.call.CallPlan;
import talkspurt.privacy.CallKey;
import talkspurt.privacy.MasterKeys;
import talkspurt.privacy.PrivacySettings;
import talkspurt.privacy.WrappedKey;
import talkspurt.telemetry.NanoClock;

/**
 * The keys that journal and snapshots of calls are encrypted under, one a call. To destroy a call's key is to erase the
 * call: from the journal, and from each backup of the journal that is without the keys. Thread-safe.
 */
public final class CallKeys implements Extension {

  private static final Id ID = new Id();

  /** Of 200 bytes each. */
  private static final int MAX_KNOWN = 20_000;

  /** How long a call whose words are not kept can be asked for once it is over: dialplans and outcomes do. */
  static final Duration KEPT_AFTER_END = Duration.ofMinutes(10);

  private static final int MAX_AT_ONCE = 500;

  private static final String DELETE_SNAPSHOTS = "DELETE FROM snapshot WHERE persistence_id = ?";

  /** Of calls that were never sealed. */
  private static final String WIPE =
      "UPDATE event_journal SET event_ser_id = " + SealedSerializer.ID
          + ", event_ser_manifest = '', event_payload = ? WHERE persistence_id = ?"
          + " AND event_ser_id <> " + SealedSerializer.ID;

  private final ActorSystem<?> system;
  private final SealCache cache = new SealCache(NanoClock.system(), MAX_KNOWN);
  private volatile MasterKeys masters = MasterKeys.NONE;
  private volatile boolean sealsNew = true;

  private volatile Predicate<String> forgets = profile -> false;
  private volatile Function<CallPlan, Optional<WordRedaction>> redactions =
      plan -> Optional.empty();

  private CallKeys(ActorSystem<?> system) {
    this.system = system;
  }

  /** Those of this system; until they are told otherwise, new calls are sealed without a master key. */
  public static CallKeys of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** To be told before calls are written or read. */
  public void use(PrivacySettings settings) {
    this.masters = settings.masters();
    this.sealsNew = settings.journal() == PrivacySettings.Journal.SEALED;
  }

  /** To be told whether words of a profile's calls are not kept, by the profile's name. */
  public void forget(Predicate<String> profiles) {
    this.forgets = profiles;
  }

  /** To be told how words of a call are redacted before they are written; empty: they are kept as they were said. */
  public void redact(Function<CallPlan, Optional<WordRedaction>> ofCalls) {
    this.redactions = ofCalls;
  }

  /** How words of a call are redacted before they are written, if they are. */
  Optional<WordRedaction> redaction(CallPlan plan) {
    return redactions.apply(plan);
  }

  /** Whether words of a profile's calls are not kept. */
  boolean forgets(String profile) {
    return forgets.test(profile);
  }

  /** Has these calls erased {@link #KEPT_AFTER_END} from now, by whoever writes the call log then. */
  CompletionStage<Void> destroyLater(Collection<String> callIds, Instant now) {
    List<String> these = List.copyOf(callIds);
    return Database.of(system).<Void>transact(connection -> {
      CallKeyTable.destroyAt(connection, these, now.plus(KEPT_AFTER_END), now);
      return null;
    });
  }

  /** Erases those calls of which it is time, {@value #MAX_AT_ONCE} at most. */
  void destroyDue(Connection connection, Instant now) throws SQLException {
    Set<String> due = CallKeyTable.due(connection, now, MAX_AT_ONCE);
    if (!due.isEmpty()) {
      destroy(connection, due, now);
    }
  }

  /**
   * Erases calls: destroys their keys, deletes their snapshots, and overwrites events that were never sealed. Their rows
   * in the journal stay, and say that there was a call. Other nodes read nothing of them after 3 s at most. What is
   * derived from the journal (the call log's tables, recordings) is not touched. A live call loses what it does next:
   * only calls that are over should be erased.
   *
   * @param connection in whose transaction this happens
   * @param callIds those that are not known, or erased already, do no harm
   */
  public void destroy(Connection connection, Collection<String> callIds, Instant now)
      throws SQLException {
    CallKeyTable.destroy(connection, callIds, now);
    try (PreparedStatement snapshots = connection.prepareStatement(DELETE_SNAPSHOTS);
        PreparedStatement wipe = connection.prepareStatement(WIPE)) {
      for (String call : callIds) {
        String persistenceId = CallEntity.persistenceId(call).id();
        snapshots.setString(1, persistenceId);
        snapshots.addBatch();
        wipe.setBytes(1, new byte[0]);
        wipe.setString(2, persistenceId);
        wipe.addBatch();
      }
      snapshots.executeBatch();
      wipe.executeBatch();
    }
    callIds.forEach(cache::forget);
  }

  /** The same in a transaction of its own. */
  public CompletionStage<Void> destroy(Collection<String> callIds, Instant now) {
    List<String> these = List.copyOf(callIds);
    return Database.of(system).<Void>transact(connection -> {
      destroy(connection, these, now);
      return null;
    });
  }

  /** Those of these calls that were erased. */
  public Set<String> destroyed(Connection connection, Collection<String> callIds)
      throws SQLException {
    return CallKeyTable.erased(connection, callIds);
  }

  /** The same in a transaction of its own. */
  public CompletionStage<Set<String>> destroyed(Collection<String> callIds) {
    List<String> these = List.copyOf(callIds);
    return Database.of(system).transact(connection -> destroyed(connection, these));
  }

  /**
   * How calls are kept, for who reads them.
   *
   * @param callIds as many as a statement may name
   * @return one for each
   */
  Map<String, CallSeal> toRead(Connection connection, Collection<String> callIds)
      throws SQLException {
    return look(connection, callIds, cache::toRead);
  }

  /** The same for who writes: of a call that goes on. */
  Map<String, CallSeal> toWrite(Connection connection, Collection<String> callIds)
      throws SQLException {
    return look(connection, callIds, cache::toWrite);
  }

  /** The same without asking the database, if this node knows. */
  Optional<CallSeal> toWrite(String callId) {
    return cache.toWrite(callId);
  }

  private Map<String, CallSeal> look(
      Connection connection,
      Collection<String> callIds,
      Function<String, Optional<CallSeal>> knowing)
      throws SQLException {
    Map<String, CallSeal> seals = new HashMap<>();
    for (String call : callIds) {
      knowing.apply(call).ifPresent(seal -> seals.put(call, seal));
    }
    Set<String> asked = new HashSet<>(callIds);
    asked.removeAll(seals.keySet());
    Map<String, Optional<WrappedKey>> found = CallKeyTable.find(connection, asked);
    for (String call : asked) {
      CallSeal seal = seal(call, found.get(call));
      cache.put(call, seal);
      seals.put(call, seal);
    }
    return seals;
  }

  private CallSeal seal(String callId, Optional<WrappedKey> kept) {
    if (kept == null) {
      return new CallSeal.Plain();
    }
    if (kept.isEmpty()) {
      return new CallSeal.Erased();
    }
    return masters
        .unwrap(callId, kept.get())
        .<CallSeal>map(CallSeal.Keyed::new)
        .orElseGet(() -> new CallSeal.Locked(kept.get().master()));
  }

  /**
   * Makes keys for calls that begin, and keeps them; none where new calls are not sealed. A call that is known here, though
   * the journal has no event of it any more, keeps what it has: erased is erased.
   *
   * @param connection in whose transaction their first events are written; what comes of it is told to
   *     {@link #begun} once that is committed
   */
  Map<String, CallSeal> begin(Connection connection, Collection<String> callIds, Instant now)
      throws SQLException {
    Map<String, CallSeal> seals = new HashMap<>();
    Map<String, WrappedKey> kept = new HashMap<>();
    for (String call : callIds) {
      if (sealsNew) {
        CallKey key = CallKey.random();
        seals.put(call, new CallSeal.Keyed(key));
        kept.put(call, masters.wrap(call, key));
      } else {
        seals.put(call, new CallSeal.Plain());
      }
    }
    Set<String> known = CallKeyTable.insert(connection, kept, now);
    seals.putAll(look(connection, known, call -> Optional.empty()));
    return seals;
  }

  /**
   * Makes a key for something that is kept as calls are, and is no call; kept in this transaction.
   *
   * @param id names it among calls, too
   */
  CallSeal begin(Connection connection, String id, Instant now) throws SQLException {
    return begin(connection, Set.of(id), now).get(id);
  }

  /** These calls have begun. */
  void begun(Map<String, CallSeal> seals) {
    seals.forEach(cache::put);
  }

  private static final class Id extends ExtensionId<CallKeys> {
    @Override
    public CallKeys createExtension(ActorSystem<?> system) {
      return new CallKeys(system);
    }
  }
}

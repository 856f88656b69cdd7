package talkspurt.control;

import java.time.Instant;

/**
 * That somebody did something with what is kept. It was asked for and allowed; whether it came about is not told.
 *
 * @param id grows from entry to entry; 0 before it is kept
 * @param token the name of the token by which it was asked; empty where none is needed
 * @param address from where
 * @param node which node was asked
 * @param target the id of a call, or the keyed hash of a number; empty where it is about neither
 */
public record AuditEntry(
    long id,
    Instant at,
    String token,
    String address,
    String node,
    AuditAction action,
    String target) {}

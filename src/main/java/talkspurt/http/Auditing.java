package talkspurt.http;

import akka.Done;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AuditAction;

/** Keeps who did what; asked before a request is answered, which is refused where that cannot be kept. */
@FunctionalInterface
public interface Auditing {

  /**
   * Keeps that something was asked for, and allowed.
   *
   * @param target the id of a call, or a number, as the action is about; else empty
   * @param token the name of the token by which it was asked; empty where none is needed
   * @param address from where
   */
  CompletionStage<Done> keep(AuditAction action, String target, String token, String address);
}

/**
 * Pure: calls that the engine makes. Whether and when a number may be dialled ({@link talkspurt.outbound.DialRules}), when
 * it is dialled again ({@link talkspurt.outbound.RetryPlan}), how many at once ({@link talkspurt.outbound.Pacer}), and that no
 * attempt is dialled twice ({@link talkspurt.outbound.OutboundCall}). The port by which it dials is
 * {@link talkspurt.outbound.Dialler}.
 */
package talkspurt.outbound;

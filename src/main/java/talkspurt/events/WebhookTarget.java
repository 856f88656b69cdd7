package talkspurt.events;

import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.webhook.StandardSignature;

/**
 * A webhook of the settings, and how its receiver is asked.
 *
 * @param signature what its events are signed by
 */
public record WebhookTarget(EventWebhook webhook, PeerSettings peer, StandardSignature signature) {}

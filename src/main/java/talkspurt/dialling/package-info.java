/** Calls that are due are dialled: by one node of the cluster, {@link talkspurt.dialling.OutboundWorker}. */
package talkspurt.dialling;

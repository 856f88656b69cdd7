/**
 * Asterisk by its manager interface (AMI), through {@code asterisk-java}, whose types stay in here. A host has one
 * connection and one thread; what calls are on it is asked, and not kept.
 */
package talkspurt.exchange.ami;

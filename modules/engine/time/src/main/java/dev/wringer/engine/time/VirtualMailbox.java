package dev.wringer.engine.time;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.apache.pekko.dispatch.UnboundedMessageQueueSemantics;
import scala.Option;

/**
 * A mailbox without atomics, for the one thread there is. It sees what an executor cannot: a foreign thread that tells
 * something to an actor which is running already. Made by Pekko.
 */
final class VirtualMailbox implements MailboxType, ProducesMessageQueue<VirtualMailbox.Messages> {
    private static final int CAPACITY_AT_FIRST = 4;

    private final VirtualTime time;

    VirtualMailbox(ActorSystem.Settings settings, Config config) {
        time = VirtualTime.of(settings.config());
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Messages(time);
    }

    static final class Messages implements MessageQueue, UnboundedMessageQueueSemantics {
        private final VirtualTime time;
        private final Ring<Envelope> envelopes = new Ring<>(CAPACITY_AT_FIRST);

        Messages(VirtualTime time) {
            this.time = time;
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            if (time.isOwnThread()) {
                envelopes.add(envelope);
            } else {
                time.submitForeign(() -> receiver.tell(envelope.message(), envelope.sender()));
            }
        }

        @Override
        public Envelope dequeue() {
            return envelopes.poll();
        }

        @Override
        public int numberOfMessages() {
            return envelopes.size();
        }

        @Override
        public boolean hasMessages() {
            return envelopes.size() > 0;
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            for (Envelope left = envelopes.poll(); left != null; left = envelopes.poll()) {
                deadLetters.enqueue(owner, left);
            }
        }
    }
}

package dev.wringer.adapters.simulated;

import java.util.Optional;

/** What one service asks another for each of its own requests. */
record Call(Link link, ModelledService callee) {
    Reply reply(long now) {
        if (link.isClear()) {
            return callee.reply(now);
        }
        Passage passage = link.pass(Message.CALL);
        Optional<String> lostTo = passage.lostTo();
        if (lostTo.isPresent()) {
            return Reply.stuckOn(lostTo.get());
        }
        Reply on = Reply.after(passage.laterNanos());
        if (passage.instead().isPresent()) {
            return Reply.failedAfter(passage.laterNanos());
        }
        Reply answer = on.then(callee.reply(now));
        return passage.spoilt().isPresent() && !answer.isOver() ? Reply.failedAfter(answer.nanos()) : answer;
    }
}

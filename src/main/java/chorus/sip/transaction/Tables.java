package chorus.sip.transaction;

import static chorus.sip.transaction.Action.PASS;
import static chorus.sip.transaction.Action.REPORT_TIMEOUT;
import static chorus.sip.transaction.Action.REPORT_UNREACHABLE;
import static chorus.sip.transaction.Action.SEND;
import static chorus.sip.transaction.Action.SEND_ACK;
import static chorus.sip.transaction.Action.SEND_AGAIN;
import static chorus.sip.transaction.Action.START_A;
import static chorus.sip.transaction.Action.START_B;
import static chorus.sip.transaction.Action.START_D;
import static chorus.sip.transaction.Action.START_E;
import static chorus.sip.transaction.Action.START_F;
import static chorus.sip.transaction.Action.START_G;
import static chorus.sip.transaction.Action.START_H;
import static chorus.sip.transaction.Action.START_I;
import static chorus.sip.transaction.Action.START_J;
import static chorus.sip.transaction.Action.START_K;
import static chorus.sip.transaction.Action.START_L;
import static chorus.sip.transaction.Action.START_M;
import static chorus.sip.transaction.Action.STOP_REPEATING;
import static chorus.sip.transaction.Action.STOP_WAITING;
import static chorus.sip.transaction.Input.ACK;
import static chorus.sip.transaction.Input.FAILURE;
import static chorus.sip.transaction.Input.PROVISIONAL;
import static chorus.sip.transaction.Input.REQUEST_AGAIN;
import static chorus.sip.transaction.Input.START;
import static chorus.sip.transaction.Input.SUCCESS;
import static chorus.sip.transaction.Input.TIMER_A;
import static chorus.sip.transaction.Input.TIMER_B;
import static chorus.sip.transaction.Input.TIMER_D;
import static chorus.sip.transaction.Input.TIMER_E;
import static chorus.sip.transaction.Input.TIMER_F;
import static chorus.sip.transaction.Input.TIMER_G;
import static chorus.sip.transaction.Input.TIMER_H;
import static chorus.sip.transaction.Input.TIMER_I;
import static chorus.sip.transaction.Input.TIMER_J;
import static chorus.sip.transaction.Input.TIMER_K;
import static chorus.sip.transaction.Input.TIMER_L;
import static chorus.sip.transaction.Input.TIMER_M;
import static chorus.sip.transaction.Input.TRANSPORT_ERROR;
import static chorus.sip.transaction.State.ACCEPTED;
import static chorus.sip.transaction.State.CALLING;
import static chorus.sip.transaction.State.COMPLETED;
import static chorus.sip.transaction.State.CONFIRMED;
import static chorus.sip.transaction.State.NEW;
import static chorus.sip.transaction.State.PROCEEDING;
import static chorus.sip.transaction.State.TERMINATED;
import static chorus.sip.transaction.State.TRYING;

/// The four machines of RFC 3261 §17, with the corrections of RFC 6026.
record Tables(Table inviteClient, Table client, Table inviteServer, Table server) {
    /// Figure 5. That an ACK cannot be sent is told to nobody: the user has its answer.
    static final Table INVITE_CLIENT = new Table()
            .when(NEW, START, CALLING, SEND, START_A, START_B)
            .when(CALLING, TIMER_A, CALLING, SEND_AGAIN, START_A)
            .when(CALLING, TIMER_B, TERMINATED, REPORT_TIMEOUT)
            .when(CALLING, TRANSPORT_ERROR, TERMINATED, REPORT_UNREACHABLE)
            .when(CALLING, PROVISIONAL, PROCEEDING, STOP_REPEATING, STOP_WAITING, PASS)
            .when(CALLING, SUCCESS, ACCEPTED, STOP_REPEATING, START_M, PASS)
            .when(CALLING, FAILURE, COMPLETED, STOP_REPEATING, START_D, SEND_ACK, PASS)
            .when(PROCEEDING, PROVISIONAL, PROCEEDING, PASS)
            .when(PROCEEDING, SUCCESS, ACCEPTED, START_M, PASS)
            .when(PROCEEDING, FAILURE, COMPLETED, START_D, SEND_ACK, PASS)
            .when(COMPLETED, FAILURE, COMPLETED, SEND_ACK)
            .when(COMPLETED, TRANSPORT_ERROR, TERMINATED)
            .when(COMPLETED, TIMER_D, TERMINATED)
            .when(ACCEPTED, SUCCESS, ACCEPTED, PASS)
            .when(ACCEPTED, TIMER_M, TERMINATED);

    /// Figure 6.
    static final Table CLIENT = new Table()
            .when(NEW, START, TRYING, SEND, START_E, START_F)
            .when(TRYING, TIMER_E, TRYING, SEND_AGAIN, START_E)
            .when(TRYING, TIMER_F, TERMINATED, REPORT_TIMEOUT)
            .when(TRYING, TRANSPORT_ERROR, TERMINATED, REPORT_UNREACHABLE)
            .when(TRYING, PROVISIONAL, PROCEEDING, PASS)
            .when(TRYING, SUCCESS, COMPLETED, STOP_REPEATING, START_K, PASS)
            .when(TRYING, FAILURE, COMPLETED, STOP_REPEATING, START_K, PASS)
            .when(PROCEEDING, TIMER_E, PROCEEDING, SEND_AGAIN, START_E)
            .when(PROCEEDING, TIMER_F, TERMINATED, REPORT_TIMEOUT)
            .when(PROCEEDING, TRANSPORT_ERROR, TERMINATED, REPORT_UNREACHABLE)
            .when(PROCEEDING, PROVISIONAL, PROCEEDING, PASS)
            .when(PROCEEDING, SUCCESS, COMPLETED, STOP_REPEATING, START_K, PASS)
            .when(PROCEEDING, FAILURE, COMPLETED, STOP_REPEATING, START_K, PASS)
            .when(COMPLETED, TIMER_K, TERMINATED);

    /// Figure 7; a repeat of what was accepted is absorbed.
    static final Table INVITE_SERVER = new Table()
            .when(PROCEEDING, REQUEST_AGAIN, PROCEEDING, SEND_AGAIN)
            .when(PROCEEDING, PROVISIONAL, PROCEEDING, SEND)
            .when(PROCEEDING, SUCCESS, ACCEPTED, SEND, START_L)
            .when(PROCEEDING, FAILURE, COMPLETED, SEND, START_G, START_H)
            .when(ACCEPTED, SUCCESS, ACCEPTED, SEND)
            .when(ACCEPTED, ACK, ACCEPTED, PASS)
            .when(ACCEPTED, TIMER_L, TERMINATED)
            .when(COMPLETED, REQUEST_AGAIN, COMPLETED, SEND_AGAIN)
            .when(COMPLETED, TIMER_G, COMPLETED, SEND_AGAIN, START_G)
            .when(COMPLETED, TIMER_H, TERMINATED, REPORT_TIMEOUT)
            .when(COMPLETED, ACK, CONFIRMED, STOP_REPEATING, START_I)
            .when(CONFIRMED, TIMER_I, TERMINATED);

    /// Figure 8.
    static final Table SERVER = new Table()
            .when(TRYING, PROVISIONAL, PROCEEDING, SEND)
            .when(TRYING, SUCCESS, COMPLETED, SEND, START_J)
            .when(TRYING, FAILURE, COMPLETED, SEND, START_J)
            .when(PROCEEDING, REQUEST_AGAIN, PROCEEDING, SEND_AGAIN)
            .when(PROCEEDING, PROVISIONAL, PROCEEDING, SEND)
            .when(PROCEEDING, SUCCESS, COMPLETED, SEND, START_J)
            .when(PROCEEDING, FAILURE, COMPLETED, SEND, START_J)
            .when(COMPLETED, REQUEST_AGAIN, COMPLETED, SEND_AGAIN)
            .when(COMPLETED, TIMER_J, TERMINATED);

    static final Tables STANDARD = new Tables(INVITE_CLIENT, CLIENT, INVITE_SERVER, SERVER);
}

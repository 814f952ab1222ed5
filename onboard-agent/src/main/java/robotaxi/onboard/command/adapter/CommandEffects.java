package robotaxi.onboard.command.adapter;

import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.command.v1.ShowView;
import robotaxi.contracts.command.v1.SignalPresence;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.onboard.mission.Answer;

/** What orders do to the car. Each says at once whether it is taken; its end is reported by command id later. */
public interface CommandEffects {
    /** Empty when the conditions hold, else which does not. */
    String unmet(Preconditions preconditions);

    /** Drive. */
    Answer startMission(Command command, StartMission order);

    /** Let the rider in. */
    Answer unlockDoors(Command command, UnlockDoors order);

    /** Honk or flash. */
    Answer signalPresence(Command command, SignalPresence order);

    /** Stop and forget. */
    Answer cancelMission(Command command, CancelMission order);

    /** Take back an order that has no end yet; the target's end and this order's are reported by their ids. */
    Answer takeBack(Command command, Command target);

    /** Fetch a release. */
    Answer installRelease(Command command, InstallRelease order);

    /** Switch to a release. */
    Answer activateRelease(Command command, ActivateRelease order);

    /** Keep a recording of now. */
    Answer bookmarkMoment(Command command, BookmarkMoment order);

    /** A person's advice; its end is told with its taking. */
    Answer giveAdvice(Command command, GiveAdvice order);

    /** Somebody watches, or nobody any more; its end is told with its taking. */
    Answer showView(Command command, ShowView order);

    /** Ask the director what may drive. */
    Answer lookAtDirector(Command command);

    /** Drive nowhere else. */
    Answer setOperatingArea(Command command, SetOperatingArea order);

    /** Stop, pull over, keep out, or the end of that. */
    Answer emergency(Command command);

    /** Tells the fleet what an order led to at once, after it was reported as taken. */
    void tell(Answer.Taken taken);
}

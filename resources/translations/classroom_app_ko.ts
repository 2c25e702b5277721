<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Classroom {version}</source>
        <translation>클래스룸 {version}</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. Nothing leaves this computer and its network.</source>
        <translation>Apache License 2.0에 따라 자유롭게 쓸 수 있는 소프트웨어입니다. 이 컴퓨터와 이 네트워크 밖으로는 데이터가 나가지 않습니다.</translation>
    </message>
    <message>
        <source>The window uses Qt and PySide6 under the GNU Lesser General Public License 3. They are separate libraries in the program&apos;s folder and may be replaced by others of the same version.</source>
        <translation>이 창은 GNU LGPL 3에 따라 Qt와 PySide6를 사용합니다. 두 라이브러리는 프로그램 폴더에 따로 들어 있으며, 같은 버전의 다른 것으로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>구성 요소와 라이선스</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>AccessDialogs</name>
    <message>
        <source>The new class code is {code}. Phones in the class stay connected; new students need this code.</source>
        <translation>새 수업 번호는 {code}입니다. 수업에 있는 휴대폰은 그대로 연결되어 있고, 새로 들어올 학생은 이 번호를 써야 합니다.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 외 {count}명</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} 님을 수업에서 내보낼까요?</translation>
    </message>
    <message>
        <source>Remove {count} students?</source>
        <translation>학생 {count}명을 수업에서 내보낼까요?</translation>
    </message>
    <message>
        <source>They can join again unless the class is locked.</source>
        <translation>이 휴대폰은 수업에서 나가게 됩니다. 입장을 막지 않으면 다시 들어올 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove {count}</source>
        <translation>{count}명 내보내기</translation>
    </message>
    <message>
        <source>Removed from the class: {count}</source>
        <translation>수업에서 내보낸 학생: {count}명</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>A class is open.</source>
        <translation>수업이 열려 있습니다.</translation>
    </message>
    <message>
        <source>No one is asking for help.</source>
        <translation>도움을 요청한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>No class is open.</source>
        <translation>열린 수업이 없습니다.</translation>
    </message>
    <message>
        <source>&amp;New class</source>
        <translation>새 수업(&amp;N)</translation>
    </message>
    <message>
        <source>Open another class</source>
        <translation>다른 수업을 엽니다</translation>
    </message>
    <message>
        <source>Next &amp;step</source>
        <translation>다음 단계(&amp;S)</translation>
    </message>
    <message>
        <source>Start the next step</source>
        <translation>다음 단계를 시작합니다</translation>
    </message>
    <message>
        <source>&amp;End class</source>
        <translation>수업 끝내기(&amp;E)</translation>
    </message>
    <message>
        <source>End the class (you&apos;ll be asked to confirm)</source>
        <translation>수업을 끝냅니다(한 번 더 묻습니다)</translation>
    </message>
    <message>
        <source>&amp;Message all…</source>
        <translation>모두에게 메시지(&amp;M)…</translation>
    </message>
    <message>
        <source>Send a message to every phone</source>
        <translation>모든 휴대폰에 메시지를 보냅니다</translation>
    </message>
    <message>
        <source>Answer first &amp;help request</source>
        <translation>첫 도움 요청에 ‘지금 갑니다’ 보내기(&amp;H)</translation>
    </message>
    <message>
        <source>Tell the student who has waited longest that you&apos;re on your way</source>
        <translation>가장 오래 기다린 사람에게 간다고 알립니다</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>되돌릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>The projector is closed.</source>
        <translation>프로젝터가 닫혀 있습니다.</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>되돌리기(&amp;U)</translation>
    </message>
    <message>
        <source>Undo the last step or help reply</source>
        <translation>마지막 단계나 도움 처리를 되돌립니다</translation>
    </message>
    <message>
        <source>&amp;Projector</source>
        <translation>프로젝터(&amp;P)</translation>
    </message>
    <message>
        <source>Show the class on the big screen</source>
        <translation>큰 화면에 수업을 보여 줍니다</translation>
    </message>
    <message>
        <source>&amp;Close projector</source>
        <translation>프로젝터 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>Close the projector</source>
        <translation>프로젝터 화면을 닫습니다</translation>
    </message>
    <message>
        <source>QR &amp;code</source>
        <translation>QR 코드(&amp;C)</translation>
    </message>
    <message>
        <source>Show how phones join</source>
        <translation>휴대폰으로 참여하는 방법을 보여 줍니다</translation>
    </message>
    <message>
        <source>&amp;Remote…</source>
        <translation>리모컨(&amp;R)…</translation>
    </message>
    <message>
        <source>Lead the class from your own phone</source>
        <translation>내 휴대폰으로 수업을 진행합니다</translation>
    </message>
    <message>
        <source>Re&amp;hearsal…</source>
        <translation>연습 수업(&amp;H)…</translation>
    </message>
    <message>
        <source>Practise with simulated phones</source>
        <translation>가상 휴대폰으로 연습합니다</translation>
    </message>
    <message>
        <source>&amp;Find a student</source>
        <translation>학생 찾기(&amp;F)</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>이름으로 찾습니다</translation>
    </message>
    <message>
        <source>Switch &amp;view</source>
        <translation>보기 바꾸기(&amp;V)</translation>
    </message>
    <message>
        <source>Show students as cards or as a grid</source>
        <translation>학생을 카드나 표로 봅니다</translation>
    </message>
    <message>
        <source>&amp;Needs help first</source>
        <translation>도움 필요한 순으로 보기(&amp;N)</translation>
    </message>
    <message>
        <source>Sort by who needs you: help, stuck, offline, the rest</source>
        <translation>도움 요청, 막힘, 연결 끊김, 나머지 순으로 정렬합니다</translation>
    </message>
    <message>
        <source>&amp;Auto-advance</source>
        <translation>자동 진행(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the next step automatically when 90% are done. Any key cancels.</source>
        <translation>90%가 마치면 자동으로 다음 단계로 넘어갑니다. 아무 키나 누르면 취소됩니다</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>계속하기(&amp;P)</translation>
    </message>
    <message>
        <source>Resume the class</source>
        <translation>일시정지한 수업을 계속합니다</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시정지(&amp;P)</translation>
    </message>
    <message>
        <source>Dim all phones and ask everyone to look up</source>
        <translation>휴대폰 화면을 어둡게 하고 앞을 보게 합니다</translation>
    </message>
    <message>
        <source>Let new students join</source>
        <translation>새 학생이 들어올 수 있게 합니다</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>입장 막힘</translation>
    </message>
    <message>
        <source>&amp;Lock class</source>
        <translation>입장 막기(&amp;L)</translation>
    </message>
    <message>
        <source>Stop new students from joining</source>
        <translation>새 학생이 들어오지 못하게 합니다</translation>
    </message>
    <message>
        <source>The class has ended.</source>
        <translation>수업이 끝났습니다.</translation>
    </message>
    <message>
        <source>The class is paused. Resume it first.</source>
        <translation>수업이 일시정지되어 있습니다. 먼저 ‘계속하기’를 누르세요.</translation>
    </message>
    <message>
        <source>This is the last step.</source>
        <translation>마지막 단계입니다.</translation>
    </message>
    <message>
        <source>The class has not started: start the first step.</source>
        <translation>아직 시작하지 않았습니다. 첫 단계를 시작하세요.</translation>
    </message>
    <message>
        <source>&amp;Start class</source>
        <translation>수업 시작(&amp;S)</translation>
    </message>
    <message>
        <source>Start the first step</source>
        <translation>첫 단계를 시작합니다</translation>
    </message>
    <message>
        <source>New class co&amp;de</source>
        <translation>새 수업 번호(&amp;D)</translation>
    </message>
    <message>
        <source>Phones in the class stay connected; new students need the new code</source>
        <translation>수업에 있는 휴대폰은 그대로 연결되어 있고, 새로 들어올 학생은 새 번호를 써야 합니다</translation>
    </message>
    <message>
        <source>Remove students who &amp;joined since…</source>
        <translation>이 시각부터 들어온 학생 내보내기(&amp;J)…</translation>
    </message>
    <message>
        <source>Remove everyone who joined after a certain time</source>
        <translation>어떤 시각부터 들어온 학생을 모두 내보냅니다</translation>
    </message>
    <message>
        <source>No students have joined.</source>
        <translation>들어온 학생이 없습니다.</translation>
    </message>
    <message>
        <source>&amp;Invite a helper…</source>
        <translation>도우미 초대(&amp;I)…</translation>
    </message>
    <message>
        <source>Let others look after students with their phones; see who helps</source>
        <translation>다른 사람이 자기 휴대폰으로 학생을 돕게 하고, 누가 돕고 있는지 봅니다</translation>
    </message>
    <message>
        <source>&amp;Comfort…</source>
        <translation>보기 편하게(&amp;C)…</translation>
    </message>
    <message>
        <source>Larger text, reading aloud and contrast on all phones</source>
        <translation>모든 휴대폰의 글자 크기, 읽어 주기, 또렷한 화면</translation>
    </message>
</context>
<context>
    <name>AddressNews</name>
    <message>
        <source>This computer is in no network that phones can reach. Phones come back by themselves once it has its address {address} again.</source>
        <translation>이 컴퓨터가 휴대폰이 연결할 수 있는 네트워크에 있지 않습니다. 주소 {address}을(를) 다시 얻으면 휴대폰이 저절로 다시 연결됩니다.</translation>
    </message>
    <message>
        <source>New phones use {new} from now on. Phones that are in the class stay connected.</source>
        <translation>이제부터 새 휴대폰은 {new}(으)로 들어옵니다. 수업에 있는 휴대폰은 그대로 연결되어 있습니다.</translation>
    </message>
    <message>
        <source>The address for phones has changed from {old} to {new}. Phones must be in the same network as this computer, and scan the QR code again.</source>
        <translation>휴대폰용 주소가 {old}에서 {new}(으)로 바뀌었습니다. 휴대폰을 이 컴퓨터와 같은 네트워크에 연결하고 QR 코드를 다시 찍어야 합니다.</translation>
    </message>
</context>
<context>
    <name>AddressRows</name>
    <message>
        <source>Use this one</source>
        <translation>이 주소 쓰기</translation>
    </message>
    <message>
        <source>Use {url} for phones</source>
        <translation>휴대폰용 주소로 {url} 쓰기</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>응답함</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>phone connected</source>
        <translation>휴대폰 접속함</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>직접 선택함</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>추천</translation>
    </message>
    <message>
        <source>this computer&apos;s hotspot</source>
        <translation>이 컴퓨터의 핫스팟</translation>
    </message>
    <message>
        <source>a phone on a cable</source>
        <translation>케이블로 연결한 휴대폰</translation>
    </message>
    <message>
        <source>no address from the network</source>
        <translation>네트워크에서 주소를 받지 못함</translation>
    </message>
    <message>
        <source>VPN: hard to reach</source>
        <translation>VPN: 휴대폰 연결 어려움</translation>
    </message>
    <message>
        <source>virtual: hard to reach</source>
        <translation>가상: 휴대폰 연결 어려움</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Attendance</name>
    <message>
        <source>present</source>
        <translation>출석</translation>
    </message>
    <message>
        <source>late or left early</source>
        <translation>지각·조퇴</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>결석</translation>
    </message>
    <message>
        <source>{sign} for more than {late} min late, or {early} min early</source>
        <translation>{late}분 넘게 늦거나 {early}분 넘게 일찍 나가면 {sign}</translation>
    </message>
    <message>
        <source>{count} {sign} count as one absence</source>
        <translation>{sign} {count}번은 결석 1번</translation>
    </message>
    <message>
        <source>Attendance: {title}</source>
        <translation>출석부: {title}</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>출석 인원</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>출석</translation>
    </message>
    <message>
        <source>Attended</source>
        <translation>출석률</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>완료 단계</translation>
    </message>
    <message>
        <source>late</source>
        <translation>지각</translation>
    </message>
    <message>
        <source>left early</source>
        <translation>조퇴</translation>
    </message>
    <message>
        <source>corrected by {name}, {day}</source>
        <translation>{name}님이 고침, {day}</translation>
    </message>
    <message>
        <source>{count} of {classes} ({share} %)</source>
        <translation>{classes}회 중 {count}회 ({share} %)</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>From</source>
        <translation>들어온 때</translation>
    </message>
    <message>
        <source>To</source>
        <translation>나간 때</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>요청한 때</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>기다린 시간</translation>
    </message>
    <message>
        <source>Helped by</source>
        <translation>도운 사람</translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation>강사</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>People</source>
        <translation>수강생</translation>
    </message>
</context>
<context>
    <name>AttendancePanel</name>
    <message>
        <source>Mark as present</source>
        <translation>출석으로 표시</translation>
    </message>
    <message>
        <source>Mark as late or left early</source>
        <translation>지각·조퇴로 표시</translation>
    </message>
    <message>
        <source>Mark as absent</source>
        <translation>결석으로 표시</translation>
    </message>
    <message>
        <source>As the phone says</source>
        <translation>휴대폰 기록대로</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>표시 고치기</translation>
    </message>
    <message>
        <source>Person…</source>
        <translation>수강생 보기…</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>기준…</translation>
    </message>
    <message>
        <source>Certificates…</source>
        <translation>수료증…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>출석</translation>
    </message>
    <message>
        <source>No classes were held with this roster yet. Choose it when you open a class; after the class, who came stands here.</source>
        <translation>이 명단으로 연 수업이 아직 없습니다. 수업을 열 때 이 명단을 고르면, 수업이 끝난 뒤 누가 왔는지 여기에 나옵니다.</translation>
    </message>
    <message>
        <source>{sign} corrected by hand</source>
        <translation>{sign} 직접 고침</translation>
    </message>
    <message>
        <source>Select one or more cells first.</source>
        <translation>먼저 칸을 하나 이상 고르세요.</translation>
    </message>
    <message>
        <source>Select a cell first.</source>
        <translation>먼저 칸을 하나 고르세요.</translation>
    </message>
    <message>
        <source>The phone&apos;s word counts again ({count}).</source>
        <translation>다시 휴대폰 기록을 따릅니다({count}칸).</translation>
    </message>
    <message>
        <source>Marked by hand: {mark} ({count}).</source>
        <translation>직접 고쳤습니다: {mark} ({count}칸).</translation>
    </message>
    <message>
        <source>Not marked ({count}): another computer took the mark back meanwhile. Look again.</source>
        <translation>표시하지 않음({count}건): 그사이 다른 컴퓨터에서 표시를 취소했습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Not marked ({count}): {who} marked {mark} on another computer meanwhile.</source>
        <translation>표시하지 않음({count}건): 그사이 다른 컴퓨터에서 {who} 선생님이 ‘{mark}’(으)로 표시했습니다.</translation>
    </message>
    <message>
        <source>Another computer wrote other words for certificates meanwhile. Those are remembered; yours are on the certificates that you made.</source>
        <translation>그사이 다른 컴퓨터에서 수료증 문구를 바꿨습니다. 다음에는 그 문구가 나옵니다. 방금 만든 수료증에는 여기서 쓴 문구가 들어 있습니다.</translation>
    </message>
    <message>
        <source>Not changed: another computer set other limits meanwhile. Look again.</source>
        <translation>바꾸지 않음: 그사이 다른 컴퓨터에서 기준을 바꿨습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>“{title}” is being led on the computer {computer}. Wait until it has ended.</source>
        <translation>“{title}” 수업이 지금 컴퓨터 {computer}에서 진행 중입니다. 수업이 끝난 뒤에 삭제하세요.</translation>
    </message>
    <message>
        <source>“{title}” is still running. End it first.</source>
        <translation>“{title}” 수업이 아직 진행 중입니다. 먼저 수업을 끝내세요.</translation>
    </message>
    <message>
        <source>Couldn&apos;t delete</source>
        <translation>삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>아무것도 바뀌지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>BoardPanel</name>
    <message>
        <source>Rehearsal</source>
        <translation>연습 수업</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>{here} here</source>
        <translation>{here}명 참석</translation>
    </message>
    <message>
        <source>When everyone is here, press Start class.</source>
        <translation>모두 들어오면 ‘수업 시작’을 누르세요.</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{total}명 중 {done}명 완료</translation>
    </message>
    <message>
        <source>on this step {time}</source>
        <translation>이 단계 {time}</translation>
    </message>
    <message>
        <source>typical {time}</source>
        <translation>보통 {time}</translation>
    </message>
    <message>
        <source>stuck after {time}</source>
        <translation>{time} 넘으면 막힘</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>약 {time} 남음</translation>
    </message>
    <message>
        <source>working: {names}</source>
        <translation>하는 중: {names}</translation>
    </message>
    <message>
        <source>{here} of {total} here</source>
        <translation>{total}명 중 {here}명 참석</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>Point your phone’s camera at this square.</source>
        <translation>휴대폰 카메라로 네모를 비춰 주세요.</translation>
    </message>
    <message>
        <source>Or open {address}, enter the class code on the big screen, then your number {number}.</source>
        <translation>안 되면: 인터넷 주소창에 {address} → 큰 화면의 수업 번호 → 내 번호 {number}</translation>
    </message>
    <message>
        <source>Or open {address}, enter the class code {code}, then your number {number}.</source>
        <translation>안 되면: 인터넷 주소창에 {address} → 수업 번호 {code} → 내 번호 {number}</translation>
    </message>
</context>
<context>
    <name>CardsDialog</name>
    <message>
        <source>Seat cards: {title}</source>
        <translation>자리 카드: {title}</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Address on the cards</source>
        <translation>카드에 넣을 주소</translation>
    </message>
    <message>
        <source>GOOD FOR</source>
        <translation>쓸 수 있는 수업</translation>
    </message>
    <message>
        <source>Every class with this roster</source>
        <translation>이 명단으로 여는 모든 수업</translation>
    </message>
    <message>
        <source>The open class only ({code})</source>
        <translation>지금 열린 수업만({code})</translation>
    </message>
    <message>
        <source>Make old cards invalid…</source>
        <translation>예전 카드 못 쓰게 하기…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDF로 저장…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>This computer is in no network that phones can reach, so the cards would lead nowhere. Connect it to the network of the class first.</source>
        <translation>이 컴퓨터가 휴대폰이 연결할 수 있는 네트워크에 있지 않아 카드로 들어올 수 없습니다. 먼저 수업할 네트워크에 연결해 주세요.</translation>
    </message>
    <message>
        <source>This name stays the same. Some older Android phones don’t find it: their users scan the QR code on the big screen.</source>
        <translation>이 이름은 바뀌지 않습니다. 오래된 안드로이드 휴대폰 가운데는 찾지 못하는 것이 있습니다. 그때는 큰 화면의 QR 코드를 찍게 해 주세요.</translation>
    </message>
    <message>
        <source>This address is likely to change: the network gives it, and may give another one on another day or in another room. Compare it with the address of the class before you hand out the cards, and print them again if it differs.</source>
        <translation>이 주소는 바뀔 수 있습니다. 네트워크가 주는 주소라서 다른 날이나 다른 교실에서는 달라지기도 합니다. 카드를 나눠 주기 전에 수업 화면의 주소와 견주어 보고, 다르면 다시 인쇄해 주세요.</translation>
    </message>
    <message>
        <source>These cards end with this class, or when it gets another code.</source>
        <translation>이 카드는 이 수업이 끝나거나 수업 번호를 바꾸면 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>These cards lead to whatever class is open with this roster, without its code. Whoever finds one can join; you see who has.</source>
        <translation>이 카드는 이 명단으로 열린 수업에 수업 번호 없이 바로 들어갑니다. 카드를 주운 사람도 들어올 수 있지만, 누가 들어왔는지는 화면에 보입니다.</translation>
    </message>
    <message>
        <source>Make old cards invalid?</source>
        <translation>예전 카드를 못 쓰게 할까요?</translation>
    </message>
    <message>
        <source>Cards that were printed before lead nowhere any more. Print new ones.</source>
        <translation>지금까지 인쇄한 카드로는 더 이상 들어올 수 없습니다. 카드를 새로 인쇄해 주세요.</translation>
    </message>
    <message>
        <source>Make invalid</source>
        <translation>못 쓰게 하기</translation>
    </message>
</context>
<context>
    <name>CauseWords</name>
    <message>
        <source>the server&apos;s disk is full</source>
        <translation>서버의 디스크가 가득 참</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>디스크가 가득 참</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>권한 없음</translation>
    </message>
    <message>
        <source>already in use</source>
        <translation>이미 사용 중</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>디스크 오류</translation>
    </message>
    <message>
        <source>the printer accepts nothing</source>
        <translation>프린터가 인쇄를 받지 않음</translation>
    </message>
    <message>
        <source>another program is using the database</source>
        <translation>다른 프로그램이 데이터베이스를 쓰고 있음</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>nothing answers at this port</source>
        <translation>이 포트에서 응답이 없습니다</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답이 없습니다</translation>
    </message>
    <message>
        <source>no computer of this name</source>
        <translation>이 이름의 컴퓨터가 없습니다</translation>
    </message>
    <message>
        <source>no password is known</source>
        <translation>저장된 비밀번호가 없습니다</translation>
    </message>
    <message>
        <source>wrong user or password</source>
        <translation>사용자 또는 비밀번호가 맞지 않습니다</translation>
    </message>
    <message>
        <source>the database is damaged</source>
        <translation>데이터베이스가 손상됨</translation>
    </message>
    <message>
        <source>the server doesn&apos;t let this computer in</source>
        <translation>서버가 이 컴퓨터의 접속을 허용하지 않음</translation>
    </message>
    <message>
        <source>the server has no connection left</source>
        <translation>서버에 남은 연결이 없음</translation>
    </message>
    <message>
        <source>no connection to the server</source>
        <translation>서버에 연결할 수 없음</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Certificates: {title}</source>
        <translation>수료증: {title}</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>문구</translation>
    </message>
    <message>
        <source>Attended at least</source>
        <translation>출석률 기준</translation>
    </message>
    <message>
        <source>People who get a certificate</source>
        <translation>수료증을 받을 수강생</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>과정명</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>본문</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>발급일</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>발급 기관</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDF로 저장…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Certificates {title}</source>
        <translation>수료증 {title}</translation>
    </message>
    <message>
        <source>PEOPLE ({count})</source>
        <translation>수강생 ({count}명)</translation>
    </message>
    <message>
        <source>Nobody is chosen.</source>
        <translation>고른 수강생이 없습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>CertificateWords</name>
    <message>
        <source>Name</source>
        <translation>성명</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>과정명</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>교육 시간</translation>
    </message>
    <message>
        <source>(seal)</source>
        <translation>(인)</translation>
    </message>
    <message>
        <source>Certificate of Attendance</source>
        <translation>수료증</translation>
    </message>
    <message>
        <source>This certifies that the person named above attended this course and completed it with diligence.</source>
        <translation>위 사람은 위 과정의 교육을 성실히 이수하였으므로 이 증서를 드립니다.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} ~ {last}</translation>
    </message>
    <message>
        <source>{hours} h ({classes} classes)</source>
        <translation>{hours}시간 ({classes}회)</translation>
    </message>
    <message>
        <source>{hours} h (1 class)</source>
        <translation>{hours}시간 (1회)</translation>
    </message>
    <message>
        <source>{minutes} min ({classes} classes)</source>
        <translation>{minutes}분 ({classes}회)</translation>
    </message>
    <message>
        <source>{minutes} min (1 class)</source>
        <translation>{minutes}분 (1회)</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>{chart} as a table</source>
        <translation>{chart}, 표로 보기</translation>
    </message>
    <message>
        <source>Show the same as a table</source>
        <translation>같은 내용을 표로 봅니다</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>그리는 중…</translation>
    </message>
</context>
<context>
    <name>ClassDialogs</name>
    <message>
        <source>End the class?</source>
        <translation>수업을 끝낼까요?</translation>
    </message>
    <message>
        <source>Students see a thank-you and the steps they finished. You can&apos;t reopen a class after it ends.</source>
        <translation>모든 휴대폰에 마친 단계와 감사 인사가 나옵니다. 끝낸 수업은 다시 열 수 없습니다.</translation>
    </message>
    <message>
        <source>End class</source>
        <translation>수업 끝내기</translation>
    </message>
    <message>
        <source>Message to all</source>
        <translation>모두에게 메시지</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>{name} 님에게 메시지</translation>
    </message>
    <message>
        <source>Help given: {names}</source>
        <translation>해결: {names}</translation>
    </message>
    <message>
        <source>To everyone asking for help on step {number}</source>
        <translation>{number}단계에서 도움을 요청한 모두에게</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>메시지…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>수업에서 내보내기…</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} 님의 이름 바꾸기</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} 님을 수업에서 내보낼까요?</translation>
    </message>
    <message>
        <source>They can join again unless the class is locked.</source>
        <translation>이 휴대폰은 수업에서 나가게 됩니다. 입장을 막지 않으면 다시 들어올 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Message sent.</source>
        <translation>메시지를 보냈습니다.</translation>
    </message>
    <message>
        <source>Can&apos;t open the picture.</source>
        <translation>사진을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>{name}&apos;s screen</source>
        <translation>{name} 님의 화면</translation>
    </message>
    <message>
        <source>Step {number}: not yet</source>
        <translation>{number}단계 아직 안 함</translation>
    </message>
    <message>
        <source>Mark step {number} as done</source>
        <translation>{number}단계 완료로 표시</translation>
    </message>
    <message>
        <source>Finished steps</source>
        <translation>마친 단계</translation>
    </message>
    <message>
        <source>{name}: step {number} marked as done.</source>
        <translation>{name}: {number}단계를 완료로 표시했습니다.</translation>
    </message>
    <message>
        <source>{name}: step {number} marked as not done yet.</source>
        <translation>{name}: {number}단계를 아직 안 한 것으로 표시했습니다.</translation>
    </message>
</context>
<context>
    <name>Comfort</name>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Read new steps aloud</source>
        <translation>새 단계 읽어 주기</translation>
    </message>
    <message>
        <source>Stronger contrast</source>
        <translation>또렷하게 보기</translation>
    </message>
</context>
<context>
    <name>ComfortDesk</name>
    <message>
        <source>Comfort</source>
        <translation>보기 편하게</translation>
    </message>
    <message>
        <source>{name}: {thing}, on</source>
        <translation>{name}: {thing} 켬</translation>
    </message>
    <message>
        <source>{name}: {thing}, off</source>
        <translation>{name}: {thing} 끔</translation>
    </message>
    <message>
        <source>All phones: {thing}, on</source>
        <translation>모든 휴대폰: {thing} 켬</translation>
    </message>
    <message>
        <source>All phones: {thing}, off</source>
        <translation>모든 휴대폰: {thing} 끔</translation>
    </message>
</context>
<context>
    <name>ComfortDialog</name>
    <message>
        <source>{thing} ({having} of {all})</source>
        <translation>{thing}({all}명 중 {having}명)</translation>
    </message>
    <message>
        <source>Comfort for all phones</source>
        <translation>모든 휴대폰을 보기 편하게</translation>
    </message>
    <message>
        <source>Counts for phones that join later, too. Each phone says what was changed, and its student can undo it. For one student only, use their menu.</source>
        <translation>나중에 들어오는 휴대폰에도 적용됩니다. 바뀐 내용은 휴대폰에 나오고, 학생이 되돌릴 수 있습니다. 한 명만 바꾸려면 그 학생의 메뉴를 쓰세요.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>CommandDispatcher</name>
    <message>
        <source>You can&apos;t do that right now.</source>
        <translation>지금은 할 수 없습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t do that. A name needs 1–40 visible characters, and the student must still be in the class.</source>
        <translation>할 수 없습니다. 이름은 1~40자로 적어야 하고, 그 학생이 아직 수업에 있어야 합니다.</translation>
    </message>
    <message>
        <source>The class has ended.</source>
        <translation>수업이 끝났습니다.</translation>
    </message>
    <message>
        <source>Another student in the class has this number.</source>
        <translation>수업에 있는 다른 학생이 이 번호를 쓰고 있습니다.</translation>
    </message>
</context>
<context>
    <name>CountdownBar</name>
    <message>
        <source>Next step in {seconds} s. Press any key to cancel.</source>
        <translation>{seconds}초 뒤 다음 단계로 갑니다. 아무 키나 누르면 취소됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel the countdown</source>
        <translation>자동 진행 취소</translation>
    </message>
</context>
<context>
    <name>CounterBar</name>
    <message>
        <source>Show only these students</source>
        <translation>이 학생들만 봅니다</translation>
    </message>
    <message>
        <source>Show everyone</source>
        <translation>모두 봅니다</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>참석</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>하는 중</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>막힘</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>연결 끊김</translation>
    </message>
    <message>
        <source>Not visited</source>
        <translation>아직 못 살펴봄</translation>
    </message>
    <message>
        <source>Show only those whom nobody has visited for long</source>
        <translation>오랫동안 아무도 살펴보지 못한 학생만 봅니다</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>안 옴</translation>
    </message>
</context>
<context>
    <name>CountsCard</name>
    <message>
        <source>Finished and help requests, by step</source>
        <translation>단계별 완료와 도움 요청</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>A bar for each step. The table has the same numbers.</source>
        <translation>단계마다 막대 하나입니다. 표에 같은 숫자가 있습니다.</translation>
    </message>
</context>
<context>
    <name>CrashBanner</name>
    <message>
        <source>Classroom closed unexpectedly last time. No saved data was lost. You can copy a report (no names) for support.</source>
        <translation>지난번에 프로그램이 갑자기 꺼졌습니다. 저장된 내용은 그대로 있습니다. 도와줄 사람에게 보낼 오류 보고서(이름 없음)를 복사할 수 있습니다.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>이 알림 닫기</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>No classes that old. Nothing was deleted.</source>
        <translation>그렇게 오래된 수업이 없어서 아무것도 삭제하지 않았습니다.</translation>
    </message>
    <message>
        <source>Back up all data</source>
        <translation>모든 데이터 백업</translation>
    </message>
    <message>
        <source>Backups (*.zip)</source>
        <translation>백업 (*.zip)</translation>
    </message>
    <message>
        <source>Classroom backup {day}</source>
        <translation>수업 백업 {day}</translation>
    </message>
    <message>
        <source>Couldn&apos;t back up</source>
        <translation>백업하지 못했습니다</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>백업하는 중…</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>백업 복원</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>백업…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>복원…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Delete old classes</source>
        <translation>오래된 수업 삭제</translation>
    </message>
    <message>
        <source>Saves lessons, classes, students and their pictures in one file, even during a class. The instructor key, remotes and these settings are not included. Anyone with the file can read the names, so keep it safe.</source>
        <translation>교안, 수업, 학생과 사진을 파일 하나에 담습니다. 수업 중에도 됩니다. 강사 키, 리모컨, 이 설정은 들어가지 않습니다. 이 파일이 있으면 누구나 이름을 볼 수 있으니 안전하게 보관하세요.</translation>
    </message>
    <message>
        <source>Delete classes older than (days)</source>
        <translation>삭제할 수업의 기준 일수</translation>
    </message>
    <message>
        <source>older than </source>
        <translation>수업한 지 </translation>
    </message>
    <message>
        <source> days</source>
        <translation>일 넘은 것</translation>
    </message>
    <message>
        <source>Permanently deletes these classes and all data about their students. You&apos;ll be asked to confirm.</source>
        <translation>수업과 학생에 관한 모든 데이터를 완전히 삭제합니다. 삭제하기 전에 한 번 더 묻습니다.</translation>
    </message>
    <message>
        <source>Replace all data with this backup?</source>
        <translation>모든 데이터를 이 백업으로 바꿀까요?</translation>
    </message>
    <message>
        <source>Made on {day}. Classes: {classes}, students: {people}. Your current data is backed up in the data folder first. Then Classroom restarts with the restored data.</source>
        <translation>{day}에 만든 백업입니다. 수업 {classes}개, 학생 {people}명. 먼저 지금 데이터를 데이터 폴더에 백업해 두고, 복원한 데이터로 프로그램을 다시 시작합니다.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Checking the backup…</source>
        <translation>백업을 확인하는 중…</translation>
    </message>
    <message>
        <source>Backed up to {path}</source>
        <translation>백업했습니다: {path}</translation>
    </message>
    <message>
        <source>The old classes are deleted.</source>
        <translation>오래된 수업을 삭제했습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t restore the backup</source>
        <translation>백업을 복원하지 못했습니다</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>아무것도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>“{title}” is still running. End it first.</source>
        <translation>“{title}” 수업이 진행 중입니다. 먼저 끝내 주세요.</translation>
    </message>
    <message>
        <source>This isn&apos;t a Classroom backup.</source>
        <translation>이 프로그램의 백업 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>The file is damaged or was changed. Use another backup.</source>
        <translation>파일이 손상되었거나 바뀌었습니다. 다른 백업을 쓰세요.</translation>
    </message>
    <message>
        <source>This backup was made by a newer version of Classroom. Install that version first.</source>
        <translation>더 새로운 버전에서 만든 백업입니다. 새 버전을 먼저 설치하세요.</translation>
    </message>
    <message>
        <source>Not enough disk space.</source>
        <translation>디스크 공간이 부족합니다.</translation>
    </message>
    <message>
        <source>The classes are kept on a server and backed up there. Whoever looks after it uses these commands to back up and to restore, the second one while Classroom is closed on all computers. Photos of help requests are not in that backup: they are in the data folders of the computers that led the classes.

{commands}</source>
        <translation>수업은 서버에 보관하므로 백업도 서버에서 합니다. 서버 관리자가 아래 명령으로 백업하고 복원합니다. 복원할 때는 모든 컴퓨터에서 이 프로그램을 닫아야 합니다. 도움 요청에 붙은 사진은 이 백업에 들어가지 않고, 수업을 진행한 컴퓨터의 데이터 폴더에 있습니다.

{commands}</translation>
    </message>
</context>
<context>
    <name>DraftStepDelegate</name>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>Lessons</source>
        <translation>교안</translation>
    </message>
    <message>
        <source>Back to the lessons</source>
        <translation>교안 목록으로</translation>
    </message>
    <message>
        <source>Back to the lessons (Alt+Left)</source>
        <translation>교안 목록으로 (Alt+왼쪽 화살표)</translation>
    </message>
    <message>
        <source>Open a class</source>
        <translation>수업 열기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>되돌리기 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>다시 실행 (Ctrl+Y)</translation>
    </message>
    <message>
        <source>Print handout</source>
        <translation>유인물 인쇄</translation>
    </message>
    <message>
        <source>This lesson has no steps yet.</source>
        <translation>이 교안에는 아직 단계가 없습니다.</translation>
    </message>
    <message>
        <source>Print handout…</source>
        <translation>유인물 인쇄…</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>To fix: {count}</source>
        <translation>고칠 곳 {count}군데</translation>
    </message>
    <message>
        <source>A class is open.</source>
        <translation>수업이 열려 있습니다.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장 중…</translation>
    </message>
    <message>
        <source>Not saved yet, trying again: {cause}</source>
        <translation>아직 저장하지 못해 다시 시도하는 중: {cause}</translation>
    </message>
    <message>
        <source>Used in a class. Your changes are saved as a new version.</source>
        <translation>이미 수업에 쓴 교안입니다. 고치면 새 버전으로 저장됩니다</translation>
    </message>
</context>
<context>
    <name>EditorNews</name>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
    <message>
        <source>Show the other version</source>
        <translation>다른 쪽 보기</translation>
    </message>
    <message>
        <source>This lesson was deleted on another computer. What you write here is kept as a new lesson, “{copy}”.</source>
        <translation>다른 컴퓨터에서 이 교안을 삭제했습니다. 여기에 쓰는 내용은 새 교안 “{copy}”에 저장됩니다.</translation>
    </message>
    <message>
        <source>This lesson was deleted on another computer. If you change anything here, your version is kept as a new lesson.</source>
        <translation>다른 컴퓨터에서 이 교안을 삭제했습니다. 여기서 내용을 고치면 새 교안으로 저장됩니다.</translation>
    </message>
    <message>
        <source>another computer</source>
        <translation>다른 컴퓨터</translation>
    </message>
    <message>
        <source>“{title}” was changed on {computer} in the same place. Nothing is lost: what you write here is now a lesson of its own, “{copy}”.</source>
        <translation>{computer}에서 “{title}”의 같은 곳을 고쳤습니다. 사라진 내용은 없습니다. 여기서 쓰는 내용은 이제 별도의 교안 “{copy}”에 저장됩니다.</translation>
    </message>
    <message>
        <source>Changed on {computer} just now: {what}. It is shown here; Undo goes back no further.</source>
        <translation>방금 {computer}에서 고침: {what}. 여기에 반영했습니다. 이전 작업은 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>title or description</source>
        <translation>제목 또는 설명</translation>
    </message>
    <message>
        <source>the steps</source>
        <translation>단계 구성</translation>
    </message>
    <message>
        <source>steps {numbers}</source>
        <translation>{numbers}단계</translation>
    </message>
    <message>
        <source>step {numbers}</source>
        <translation>{numbers}단계</translation>
    </message>
</context>
<context>
    <name>EditorPhone</name>
    <message>
        <source>ON THE PHONE</source>
        <translation>휴대폰 화면</translation>
    </message>
    <message>
        <source>What the phone shows</source>
        <translation>휴대폰에 보이는 화면</translation>
    </message>
</context>
<context>
    <name>EditorSteps</name>
    <message>
        <source>About the lesson</source>
        <translation>교안 소개</translation>
    </message>
    <message>
        <source>STEPS</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>단계 추가</translation>
    </message>
    <message>
        <source>Duplicate the step</source>
        <translation>단계 복제</translation>
    </message>
    <message>
        <source>Duplicate the step (Ctrl+D)</source>
        <translation>단계 복제 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>단계 삭제</translation>
    </message>
    <message>
        <source>Remove the step (Delete)</source>
        <translation>단계 삭제 (Delete)</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 (Alt+위 화살표)</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 (Alt+아래 화살표)</translation>
    </message>
    <message>
        <source>Steps of the lesson</source>
        <translation>교안의 단계</translation>
    </message>
    <message>
        <source>Pictures from my phone</source>
        <translation>내 휴대폰 사진</translation>
    </message>
    <message>
        <source>Screenshots of your phone become steps</source>
        <translation>휴대폰의 화면 캡처 한 장이 한 단계가 됩니다</translation>
    </message>
</context>
<context>
    <name>EndedCard</name>
    <message>
        <source>The class is over</source>
        <translation>수업이 끝났습니다</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>보고서 보기</translation>
    </message>
    <message>
        <source>Same class again</source>
        <translation>같은 수업 다시 열기</translation>
    </message>
    <message>
        <source>Hand out…</source>
        <translation>유인물…</translation>
    </message>
    <message>
        <source>Print the lesson for students to take home</source>
        <translation>학생이 집에 가져갈 교안을 인쇄합니다</translation>
    </message>
    <message>
        <source>Open a class with the same lesson and class code</source>
        <translation>같은 교안과 수업 코드로 수업을 엽니다</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>수업 시간</translation>
    </message>
    <message>
        <source>Students who joined</source>
        <translation>참석한 학생</translation>
    </message>
    <message>
        <source>Finished every step</source>
        <translation>모든 단계 완료</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
</context>
<context>
    <name>EraseDialogs</name>
    <message>
        <source>Delete the class “{title}” of {day}?</source>
        <translation>{day} “{title}” 수업을 삭제할까요?</translation>
    </message>
    <message>
        <source>This also deletes its report, with the names, times, help requests, messages and pictures of its students ({count}).</source>
        <translation>보고서도 함께 삭제됩니다. 학생 {count}명의 이름, 시각, 도움 요청, 메시지, 사진이 모두 없어집니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete this student…</source>
        <translation>이 학생 삭제…</translation>
    </message>
    <message>
        <source>Delete these classes ({count})?</source>
        <translation>수업 {count}개를 삭제할까요?</translation>
    </message>
    <message>
        <source>This deletes every class older than {days} days ({first} to {last}) with its report, names, messages and pictures.</source>
        <translation>{days}일보다 오래된 수업({first}부터 {last}까지)이 보고서, 이름, 메시지, 사진과 함께 모두 삭제됩니다.</translation>
    </message>
    <message>
        <source>“{title}” is being led on the computer {computer}. Wait until it has ended.</source>
        <translation>“{title}” 수업이 지금 컴퓨터 {computer}에서 진행 중입니다. 수업이 끝난 뒤에 삭제하세요.</translation>
    </message>
    <message>
        <source>“{title}” is still running. End it first.</source>
        <translation>“{title}” 수업이 진행 중입니다. 먼저 끝내 주세요.</translation>
    </message>
    <message>
        <source>Couldn&apos;t delete</source>
        <translation>삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>아무것도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>Automatic copies in the data folder are deleted too; backups you saved elsewhere are not. You can&apos;t undo this.</source>
        <translation>데이터 폴더의 자동 백업 사본도 삭제됩니다. 다른 곳에 저장해 둔 백업에는 남습니다. 되돌릴 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>ErasePersonDialog</name>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} 님을 삭제할까요?</translation>
    </message>
    <message>
        <source>This deletes their name, number, attendance, times, help requests, messages and pictures, and recalculates reports without them. Automatic copies in the data folder are deleted too; files you saved elsewhere are not. You can&apos;t undo this.</source>
        <translation>이름, 번호, 출석, 시각, 도움 요청, 메시지와 사진이 삭제되고, 보고서는 이 수강생 없이 다시 계산됩니다. 데이터 폴더의 자동 사본도 삭제되지만, 다른 곳에 저장한 파일은 남습니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>All rosters and classes with this name or phone</source>
        <translation>이 이름이나 휴대폰이 있는 모든 명단과 수업</translation>
    </message>
    <message>
        <source>Rosters and classes</source>
        <translation>명단과 수업</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Roster {title}  ·  {number} {name}</source>
        <translation>명단 {title}  ·  {number} {name}</translation>
    </message>
</context>
<context>
    <name>EraseStudentDialog</name>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} 님의 기록을 삭제할까요?</translation>
    </message>
    <message>
        <source>This deletes their name, device number, times, help requests, messages and pictures, and recalculates reports without them. Automatic copies in the data folder are deleted too; backups you saved elsewhere are not. You can&apos;t undo this.</source>
        <translation>이름, 휴대폰 기기 번호, 시각, 도움 요청, 메시지, 사진을 삭제하고, 보고서에서도 참석하지 않은 것으로 계산합니다. 데이터 폴더의 자동 백업 사본도 삭제됩니다. 다른 곳에 저장해 둔 백업에는 남습니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>All classes with this name or phone ({count})</source>
        <translation>이 이름이나 휴대폰으로 참석한 모든 수업에서 삭제({count}개)</translation>
    </message>
    <message>
        <source>Classes they attended</source>
        <translation>참석한 수업</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the report</source>
        <translation>보고서를 파일로 내보내기</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>The whole report to print or to send.</source>
        <translation>인쇄하거나 보내기 좋은 보고서 전체입니다.</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>엑셀 파일</translation>
    </message>
    <message>
        <source>Every table on a sheet, with charts.</source>
        <translation>표마다 시트 하나, 그래프도 들어 있습니다.</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>The table of students, for any spreadsheet.</source>
        <translation>학생 표만 저장합니다. 엑셀 같은 프로그램에서 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Anonymous: numbers instead of names, no messages</source>
        <translation>이름 대신 번호로 표시하고, 쓴 글은 빼기</translation>
    </message>
    <message>
        <source>Open the file afterwards</source>
        <translation>저장한 뒤 파일 열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Include pictures of students&apos; screens ({count})</source>
        <translation>학생 화면 사진도 넣기({count}장)</translation>
    </message>
    <message>
        <source>Only in a PDF with names.</source>
        <translation>이름이 나오는 PDF에만 넣을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>FaultsDialog</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Replace “{file}”?</source>
        <translation>“{file}” 파일을 바꿀까요?</translation>
    </message>
    <message>
        <source>A file with this name is there already.</source>
        <translation>같은 이름의 파일이 이미 있습니다.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>A Wi-Fi that is new to Windows counts as public. Open the allowed apps, press “Change settings”, and tick “Public” beside this program as well.</source>
        <translation>Windows는 처음 연결한 와이파이를 공용으로 봅니다. 허용된 앱을 열어 “설정 변경”을 누르고, 이 프로그램 옆의 “공용”에도 표시하세요.</translation>
    </message>
    <message>
        <source>Ask who manages this computer to let this program in, from the local network, in private and public networks. The command says it exactly.</source>
        <translation>컴퓨터 관리자에게 이 프로그램을 개인 및 공용 네트워크에서 같은 네트워크의 기기에 허용해 달라고 하세요. 정확한 내용은 명령에 있습니다.</translation>
    </message>
    <message>
        <source>If Windows asks, tick both “Private” and “Public” networks and allow it. If it does not ask: open the allowed apps, press “Change settings”, then “Allow another app…”, and tick both boxes beside this program.</source>
        <translation>Windows가 물으면 “개인”과 “공용” 네트워크에 모두 표시하고 허용하세요. 묻지 않으면 허용된 앱을 열어 “설정 변경”과 “다른 앱 허용…”을 차례로 누르고, 이 프로그램 옆의 두 칸에 모두 표시하세요.</translation>
    </message>
    <message>
        <source>If no phone gets in, see “Windows firewall” below.</source>
        <translation>휴대폰이 들어오지 못하면 아래의 “윈도우 방화벽”을 보세요.</translation>
    </message>
    <message>
        <source>Settings → Privacy &amp; security → Windows Security → Firewall &amp; network protection → the network marked “active”: untick “Blocks all incoming connections”.</source>
        <translation>설정 → 개인 정보 및 보안 → Windows 보안 → 방화벽 및 네트워크 보호 → “활성”이라고 된 네트워크에서 “들어오는 모든 연결을 차단합니다”의 표시를 지우세요.</translation>
    </message>
    <message>
        <source>What Windows&apos; firewall does with phones cannot be told.</source>
        <translation>Windows 방화벽이 휴대폰을 막는지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Windows&apos; firewall has not been told to let phones in.</source>
        <translation>Windows 방화벽에서 이 프로그램을 아직 허용하지 않았습니다.</translation>
    </message>
    <message>
        <source>Windows&apos; firewall keeps everybody away from this computer.</source>
        <translation>Windows 방화벽이 이 컴퓨터로 들어오는 연결을 모두 막고 있습니다.</translation>
    </message>
    <message>
        <source>Windows&apos; firewall keeps phones away from this program.</source>
        <translation>Windows 방화벽이 휴대폰을 막고 있습니다.</translation>
    </message>
    <message>
        <source>Windows&apos; firewall keeps phones away in public networks, as this one.</source>
        <translation>Windows가 이 와이파이를 공용 네트워크로 보고 휴대폰을 막고 있습니다.</translation>
    </message>
    <message>
        <source>Windows&apos; firewall lets phones in.</source>
        <translation>Windows 방화벽은 휴대폰을 막지 않습니다.</translation>
    </message>
    <message>
        <source>Your organisation&apos;s firewall rules keep phones away.</source>
        <translation>기관에서 정한 방화벽 규칙이 휴대폰을 막고 있습니다.</translation>
    </message>
    <message>
        <source>“Cancel” was pressed once when Windows asked. Open the allowed apps, press “Change settings”, tick this program (it may be called Python), and both boxes beside it: “Private” and “Public”.</source>
        <translation>Windows가 물었을 때 “취소”를 누른 적이 있습니다. 허용된 앱을 열어 “설정 변경”을 누르고, 이 프로그램(Python으로 나올 수도 있음)과 그 옆의 “개인”, “공용”에 모두 표시하세요.</translation>
    </message>
</context>
<context>
    <name>FirewallHelp</name>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Copy the command that lets phones in</source>
        <translation>휴대폰을 허용하는 명령 복사</translation>
    </message>
    <message>
        <source>Open the allowed apps</source>
        <translation>허용된 앱 열기</translation>
    </message>
    <message>
        <source>Open the allowed apps of Windows&apos; firewall</source>
        <translation>Windows 방화벽의 허용된 앱 열기</translation>
    </message>
    <message>
        <source>The command does the same for administrators: right-click Start, choose “Terminal (Admin)” or “Windows PowerShell (Admin)”, paste it, and press Enter.</source>
        <translation>관리자는 명령으로도 할 수 있습니다. 시작 단추를 오른쪽 단추로 눌러 “터미널(관리자)” 또는 “Windows PowerShell(관리자)”을 고른 뒤, 붙여 넣고 Enter를 누르세요.</translation>
    </message>
</context>
<context>
    <name>GroupHead</name>
    <message>
        <source>Step {number} ({count})</source>
        <translation>{number}단계 ({count}명)</translation>
    </message>
    <message>
        <source>Step {number}: {count} people</source>
        <translation>{number}단계: {count}명</translation>
    </message>
    <message>
        <source>Reply to all…</source>
        <translation>모두에게 답장…</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>모두에게 답장</translation>
    </message>
    <message>
        <source>Send a message to everyone asking for help on this step</source>
        <translation>이 단계에서 도움을 요청한 모두에게 메시지 보내기</translation>
    </message>
</context>
<context>
    <name>GuessBanner</name>
    <message>
        <source>Someone is guessing the class code. Students with the right code still get in. A new, longer code stops it: phones in the class stay connected, and new students need the new code.</source>
        <translation>누군가 수업 번호를 알아맞히려 하고 있습니다. 번호를 아는 학생은 계속 들어올 수 있습니다. 더 긴 새 번호로 바꾸면 막을 수 있습니다. 수업에 있는 휴대폰은 그대로 연결되어 있고, 새로 들어올 학생은 새 번호를 써야 합니다.</translation>
    </message>
    <message>
        <source>New, longer code</source>
        <translation>더 긴 새 번호</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>Guide</source>
        <translation>사용 안내</translation>
    </message>
</context>
<context>
    <name>HandoutDialog</name>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Handout: {title}</source>
        <translation>유인물: {title}</translation>
    </message>
    <message>
        <source>COLUMNS</source>
        <translation>단</translation>
    </message>
    <message>
        <source>One</source>
        <translation>1단</translation>
    </message>
    <message>
        <source>Two</source>
        <translation>2단</translation>
    </message>
    <message>
        <source>STEPS</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>The {count} that the class reached</source>
        <translation>수업에서 한 {count}단계</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>전체 {count}단계</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDF로 저장…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>인쇄하는 중…</translation>
    </message>
    <message>
        <source>Saving the handout…</source>
        <translation>유인물을 저장하는 중…</translation>
    </message>
    <message>
        <source>Save the handout</source>
        <translation>유인물 저장</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>{path}에 저장했습니다</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>프린터로 보냈습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t save the handout</source>
        <translation>유인물을 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Close the file if another program has it open, or choose another location.</source>
        <translation>다른 프로그램에서 파일을 열어 두었으면 닫거나, 다른 위치를 고르세요.</translation>
    </message>
</context>
<context>
    <name>HandoutWords</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>{count}쪽 중 {number}쪽</translation>
    </message>
    <message>
        <source>(continued)</source>
        <translation>(이어서)</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Copy version, folder and network details for support. No names included.</source>
        <translation>도와줄 사람에게 필요한 정보(버전, 폴더, 네트워크)를 복사합니다. 이름은 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>진단 정보 복사(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>프로그램 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Copied version, folder and network details. No names included.</source>
        <translation>버전, 폴더, 네트워크 정보를 복사했습니다. 이름은 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>사용 안내(&amp;G)</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>More requests: {count}</source>
        <translation>요청 {count}건이 더 있습니다</translation>
    </message>
    <message>
        <source>HELP</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>No one is waiting for help.</source>
        <translation>도움을 기다리는 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Students waiting for help</source>
        <translation>도움을 기다리는 사람 수</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
</context>
<context>
    <name>HelpWatch</name>
    <message>
        <source>Step finished, help request closed: {names}</source>
        <translation>단계를 마쳐서 도움 요청을 닫았습니다: {names}</translation>
    </message>
</context>
<context>
    <name>HelperDialogs</name>
    <message>
        <source>Go to {name} too?</source>
        <translation>{name} 님께 함께 갈까요?</translation>
    </message>
    <message>
        <source>{names} is on the way already.</source>
        <translation>{names} 선생님이 먼저 가고 있습니다.</translation>
    </message>
    <message>
        <source>Go too</source>
        <translation>함께 가기</translation>
    </message>
    <message>
        <source>{name} is no longer a helper.</source>
        <translation>{name} 님의 도우미 역할을 끝냈습니다.</translation>
    </message>
    <message>
        <source>{name} is a helper now.</source>
        <translation>{name} 님이 도우미로 들어왔습니다.</translation>
    </message>
</context>
<context>
    <name>HelperRow</name>
    <message>
        <source>Back to the queue</source>
        <translation>대기로 되돌리기</translation>
    </message>
    <message>
        <source>The student waits again, in the old place</source>
        <translation>학생이 원래 순서에서 다시 기다립니다</translation>
    </message>
    <message>
        <source>End their part</source>
        <translation>도우미 끝내기</translation>
    </message>
    <message>
        <source>Their phone is disconnected at once and can&apos;t come back</source>
        <translation>그 휴대폰의 연결이 바로 끊기고 다시 들어올 수 없습니다</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>on the way to {names}</source>
        <translation>{names} 님께 가는 중</translation>
    </message>
</context>
<context>
    <name>HelpersDialog</name>
    <message>
        <source>Helpers</source>
        <translation>도우미</translation>
    </message>
    <message>
        <source>QR code that invites a helper</source>
        <translation>도우미를 초대하는 QR 코드</translation>
    </message>
    <message>
        <source>A helper scans this with their own phone and types a name. They see who is waiting and all students&apos; names; they can&apos;t run the class.</source>
        <translation>도우미가 자기 휴대폰으로 찍고 이름을 적습니다. 누가 기다리는지와 학생 이름을 모두 보지만, 수업을 진행할 수는 없습니다.</translation>
    </message>
    <message>
        <source>Nobody helps in this class yet.</source>
        <translation>아직 이 수업에 도우미가 없습니다.</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>새 코드</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>This computer is in no network that phones can reach.</source>
        <translation>이 컴퓨터는 휴대폰이 연결할 수 있는 네트워크에 있지 않습니다.</translation>
    </message>
    <message>
        <source>For one helper, within {n} min</source>
        <translation>도우미 한 명, {n}분 안에</translation>
    </message>
    <message>
        <source>This code has expired.</source>
        <translation>시간이 지난 코드입니다.</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Find a class: title, day, code</source>
        <translation>수업 찾기: 제목, 날짜, 수업 번호</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>수업 찾기</translation>
    </message>
    <message>
        <source>Past classes</source>
        <translation>지난 수업</translation>
    </message>
    <message>
        <source>No matches.</source>
        <translation>찾는 수업이 없습니다.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>파일로 내보내기…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Hand out…</source>
        <translation>유인물…</translation>
    </message>
    <message>
        <source>Print the lesson for students to take home</source>
        <translation>학생이 집에 가져갈 교안을 인쇄합니다</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Drawing charts…</source>
        <translation>그래프를 그리는 중…</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>저장한 곳: {path}</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>프린터로 보냈습니다.</translation>
    </message>
    <message>
        <source>Can&apos;t open the picture.</source>
        <translation>사진을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>{name}&apos;s screen</source>
        <translation>{name} 님의 화면</translation>
    </message>
    <message>
        <source>No classes yet. After you teach one, its report appears here: who came, how each step went, and a replay of the whole class.</source>
        <translation>아직 끝낸 수업이 없습니다. 수업을 하고 나면 여기에 보고서가 나옵니다. 누가 왔는지, 단계마다 어땠는지 보고, 수업 전체를 다시 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Can&apos;t read the report: {cause}. To try again, click the class.</source>
        <translation>보고서를 읽을 수 없습니다({cause}). 다시 시도하려면 수업을 누르세요.</translation>
    </message>
    <message>
        <source>Select a class on the left.</source>
        <translation>왼쪽에서 수업을 고르세요.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>New roster</source>
        <translation>새 명단</translation>
    </message>
    <message>
        <source>Add people to “{title}”</source>
        <translation>‘{title}’에 수강생 추가</translation>
    </message>
    <message>
        <source>Title of the roster</source>
        <translation>명단 제목</translation>
    </message>
    <message>
        <source>Paste names here, one on each line or with their numbers, from any list.</source>
        <translation>이름을 여기에 붙여 넣으세요. 한 줄에 한 명씩 쓰거나, 다른 목록에서 번호와 함께 복사해도 됩니다.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>시트</translation>
    </message>
    <message>
        <source>Numbers:</source>
        <translation>번호:</translation>
    </message>
    <message>
        <source>Column of the numbers</source>
        <translation>번호가 있는 열</translation>
    </message>
    <message>
        <source>Names:</source>
        <translation>이름:</translation>
    </message>
    <message>
        <source>Column of the names</source>
        <translation>이름이 있는 열</translation>
    </message>
    <message>
        <source>First row is a heading</source>
        <translation>첫 줄은 제목</translation>
    </message>
    <message>
        <source>Who is added</source>
        <translation>추가될 수강생</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>None: count from the top</source>
        <translation>없음: 위에서부터 매김</translation>
    </message>
    <message>
        <source>Added: {count}.</source>
        <translation>추가 {count}명.</translation>
    </message>
    <message>
        <source>Left out: {count}.</source>
        <translation>제외 {count}줄.</translation>
    </message>
    <message>
        <source>Worth a look: {count}.</source>
        <translation>확인 필요 {count}줄.</translation>
    </message>
    <message>
        <source>Add {count} people</source>
        <translation>{count}명 추가</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>Row</source>
        <translation>줄</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>JoinCard</name>
    <message>
        <source>{title} (rehearsal)</source>
        <translation>{title} (연습 수업)</translation>
    </message>
    <message>
        <source>1. Connect to the Wi-Fi</source>
        <translation>1. 카메라로 찍어 와이파이 연결</translation>
    </message>
    <message>
        <source>{number}. Scan, then tap the link</source>
        <translation>{number}. 카메라로 찍고 주소 누르기</translation>
    </message>
    <message>
        <source>Please wait for the network</source>
        <translation>네트워크를 기다려 주세요</translation>
    </message>
    <message>
        <source>Or go to this address and enter the code</source>
        <translation>또는 이 주소로 들어가 수업 번호를 넣으세요</translation>
    </message>
    <message>
        <source>If your phone says “no internet”, stay connected. That&apos;s fine.</source>
        <translation>“인터넷이 안 된다”는 알림이 나와도 괜찮습니다. ‘유지’를 누르세요.</translation>
    </message>
    <message>
        <source>{here} joined</source>
        <translation>{here}분이 들어오셨습니다</translation>
    </message>
    <message>
        <source>{here} of {total} here</source>
        <translation>{total}분 중 {here}분이 들어오셨습니다</translation>
    </message>
</context>
<context>
    <name>LessonDelegate</name>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
</context>
<context>
    <name>LessonForm</name>
    <message>
        <source>About the lesson</source>
        <translation>교안 소개</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Turn notifications on</source>
        <translation>알림 켜기</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>What students can do after this lesson</source>
        <translation>이 교안을 마치면 할 수 있는 일</translation>
    </message>
    <message>
        <source>LANGUAGE</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Take screenshots on your phone while you do what you want to teach. Each becomes a step; then you write what to do.</source>
        <translation>가르칠 것을 휴대폰에서 직접 해 보면서 화면을 캡처하세요. 한 장이 한 단계가 되고, 할 일은 그다음에 적습니다.</translation>
    </message>
    <message>
        <source>Pictures from my phone</source>
        <translation>내 휴대폰 사진</translation>
    </message>
    <message>
        <source>Your first own lesson</source>
        <translation>처음 만드는 내 교안</translation>
    </message>
    <message>
        <source>How to make a lesson, in the guide</source>
        <translation>교안 만드는 방법을 안내서에서 보기</translation>
    </message>
</context>
<context>
    <name>LessonListModel</name>
    <message>
        <source>Steps: {count}</source>
        <translation>{count}단계</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>미완성</translation>
    </message>
</context>
<context>
    <name>LessonSaver</name>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (복사본)</translation>
    </message>
</context>
<context>
    <name>LessonStepsModel</name>
    <message>
        <source>untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Step {number}: {title}</source>
        <translation>{number}단계: {title}</translation>
    </message>
    <message>
        <source>with a picture</source>
        <translation>사진 있음</translation>
    </message>
    <message>
        <source>needs fixing</source>
        <translation>고칠 곳 있음</translation>
    </message>
</context>
<context>
    <name>LessonWords</name>
    <message>
        <source>a lesson has 1–{steps} steps.</source>
        <translation>교안은 1~{steps}단계여야 합니다.</translation>
    </message>
    <message>
        <source>enter a title of 1–{title} characters.</source>
        <translation>제목을 1~{title}자로 적어 주세요.</translation>
    </message>
    <message>
        <source>at most {text} characters.</source>
        <translation>{text}자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>enter a language code of 1–{language} characters, such as ko.</source>
        <translation>언어 코드를 1~{language}자로 적어 주세요(예: ko).</translation>
    </message>
    <message>
        <source>This is a picture, not a lesson file. To put it into a lesson, edit the lesson and drop the picture on a step.</source>
        <translation>교안 파일이 아니라 사진입니다. 교안에 넣으려면 교안을 편집하면서 단계의 사진 칸에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>The text in this file can&apos;t be read. Open it in a text editor such as Notepad and save it again with the encoding UTF-8.</source>
        <translation>파일의 글자를 읽을 수 없습니다. 메모장 같은 편집기에서 열어 인코딩을 UTF-8로 바꿔 다시 저장하세요.</translation>
    </message>
    <message>
        <source>Not a valid JSON file.
{detail}</source>
        <translation>올바른 JSON 파일이 아닙니다.
{detail}</translation>
    </message>
    <message>
        <source>This file contains no lesson.</source>
        <translation>이 파일에는 교안이 없습니다.</translation>
    </message>
    <message>
        <source>not a valid step.</source>
        <translation>올바른 단계가 아닙니다.</translation>
    </message>
    <message>
        <source>must be “classroom-lesson/1”.</source>
        <translation>“classroom-lesson/1”이라고 적혀 있어야 합니다.</translation>
    </message>
    <message>
        <source>must be a whole number.</source>
        <translation>정수여야 합니다.</translation>
    </message>
    <message>
        <source>must be one of {actions}, or left out.</source>
        <translation>{actions} 가운데 하나이거나 비어 있어야 합니다.</translation>
    </message>
    <message>
        <source>use a PNG, JPEG or WebP picture of at most {picture} kB and {pixels} megapixels.</source>
        <translation>{picture}kB, {pixels}메가픽셀 이하의 PNG, JPEG, WebP 사진이어야 합니다.</translation>
    </message>
    <message>
        <source>the picture is damaged or ends too early, so phones would show a part of it. Put it into the lesson again and save a new file.</source>
        <translation>사진이 손상되었거나 중간에 끊겨 있어 휴대폰에 일부만 보이게 됩니다. 교안에 사진을 다시 넣고 파일을 새로 저장해 주세요.</translation>
    </message>
    <message>
        <source>not a valid question.</source>
        <translation>질문의 형식이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>enter a question of 1–{question} characters.</source>
        <translation>질문을 1~{question}자로 입력하세요.</translation>
    </message>
    <message>
        <source>a question has {fewest}–{most} answers.</source>
        <translation>답은 {fewest}~{most}개여야 합니다.</translation>
    </message>
    <message>
        <source>enter an answer of 1–{answer} characters.</source>
        <translation>답을 1~{answer}자로 입력하세요.</translation>
    </message>
    <message>
        <source>this answer is there already.</source>
        <translation>이미 있는 답입니다.</translation>
    </message>
    <message>
        <source>Can&apos;t read the file ({detail}).</source>
        <translation>파일을 읽을 수 없습니다({detail}).</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>{number}단계</translation>
    </message>
    <message>
        <source>answer {number}</source>
        <translation>답 {number}</translation>
    </message>
    <message>
        <source>title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>instructions</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>read aloud</source>
        <translation>소리로 읽어 줄 말</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>누르기</translation>
    </message>
    <message>
        <source>Touch and hold</source>
        <translation>길게 누르기</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>밀기</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>글자 입력</translation>
    </message>
    <message>
        <source>Go to another screen</source>
        <translation>다른 화면으로 가기</translation>
    </message>
    <message>
        <source>at most {marks} marks.</source>
        <translation>표시는 최대 {marks}개입니다.</translation>
    </message>
    <message>
        <source>marks need a picture. Add one, or remove the marks.</source>
        <translation>표시를 하려면 사진이 있어야 합니다. 사진을 넣거나 표시를 지우세요.</translation>
    </message>
    <message>
        <source>not a valid mark.</source>
        <translation>올바른 표시가 아닙니다.</translation>
    </message>
    <message>
        <source>must be tap, long_press, swipe or type.</source>
        <translation>tap, long_press, swipe, type 중 하나여야 합니다.</translation>
    </message>
    <message>
        <source>must be a number from 0 to 1, so that the mark is within the picture.</source>
        <translation>표시가 사진 안에 있도록 0에서 1 사이의 수여야 합니다.</translation>
    </message>
    <message>
        <source>marks</source>
        <translation>표시</translation>
    </message>
</context>
<context>
    <name>LessonsPage</name>
    <message>
        <source>Lesson files (*.lesson *.json)</source>
        <translation>교안 파일 (*.lesson *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Couldn&apos;t import {file}</source>
        <translation>{file} 파일을 가져오지 못했습니다</translation>
    </message>
    <message>
        <source>Import lesson files</source>
        <translation>교안 파일 가져오기</translation>
    </message>
    <message>
        <source>Import a folder of lessons</source>
        <translation>교안 폴더 가져오기</translation>
    </message>
    <message>
        <source>Export the lesson</source>
        <translation>교안을 파일로 내보내기</translation>
    </message>
    <message>
        <source>Export all lessons into a folder</source>
        <translation>모든 교안을 폴더로 내보내기</translation>
    </message>
    <message>
        <source>Exported “{title}” to {file}.</source>
        <translation>“{title}” 교안을 {file} 파일로 내보냈습니다.</translation>
    </message>
    <message>
        <source>There is no lesson file there.</source>
        <translation>교안 파일을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t import {faulty} of {all} files</source>
        <translation>파일 {all}개 가운데 {faulty}개를 가져오지 못했습니다</translation>
    </message>
    <message>
        <source>“{title}” was imported.</source>
        <translation>“{title}” 교안을 가져왔습니다.</translation>
    </message>
    <message>
        <source>“{title}” is already in your lessons.</source>
        <translation>“{title}” 교안은 이미 있습니다.</translation>
    </message>
    <message>
        <source>Lessons imported: {new}.</source>
        <translation>교안 {new}개를 가져왔습니다.</translation>
    </message>
    <message>
        <source>Already in your lessons: {known}.</source>
        <translation>이미 있던 교안 {known}개.</translation>
    </message>
    <message>
        <source>Nothing was imported from these files. Fix these problems and try again:</source>
        <translation>문제가 있는 파일은 전혀 가져오지 않았습니다. 아래를 고친 뒤 다시 가져오세요.</translation>
    </message>
    <message>
        <source>Lessons exported: {count}.</source>
        <translation>교안 {count}개를 내보냈습니다.</translation>
    </message>
    <message>
        <source>These are unfinished and were left out:</source>
        <translation>아직 완성되지 않아 빠진 교안입니다.</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>저장한 곳: {path}</translation>
    </message>
    <message>
        <source>Couldn&apos;t save {file}</source>
        <translation>{file} 파일을 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Choose a different location:</source>
        <translation>다른 위치를 고르세요:</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Find a lesson</source>
        <translation>교안 찾기</translation>
    </message>
    <message>
        <source>Language of the lessons</source>
        <translation>교안의 언어</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>교안</translation>
    </message>
    <message>
        <source>New lesson</source>
        <translation>새 교안</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>파일로 내보내기…</translation>
    </message>
    <message>
        <source>Print handout…</source>
        <translation>유인물 인쇄…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Delete permanently…</source>
        <translation>완전히 삭제…</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>교안 목록</translation>
    </message>
    <message>
        <source>Open a class</source>
        <translation>수업 열기</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Lesson files or MobEdu tasks. You can also drop them on the window.</source>
        <translation>교안 파일이나 MobEdu 과제 파일. 창에 끌어다 놓아도 됩니다</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>폴더 가져오기…</translation>
    </message>
    <message>
        <source>Export all lessons…</source>
        <translation>모든 교안 내보내기…</translation>
    </message>
    <message>
        <source>Add the sample lessons</source>
        <translation>예제 교안 추가</translation>
    </message>
    <message>
        <source>Deleted lessons</source>
        <translation>삭제한 교안</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>모든 언어</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (복사본)</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>“{title}” 교안을 삭제했습니다.</translation>
    </message>
    <message>
        <source>Permanently delete “{title}”?</source>
        <translation>“{title}” 교안을 완전히 삭제할까요?</translation>
    </message>
    <message>
        <source>You can&apos;t undo this.</source>
        <translation>삭제하면 복원할 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete permanently</source>
        <translation>완전히 삭제</translation>
    </message>
    <message>
        <source>Choose a lesson first.</source>
        <translation>먼저 교안을 고르세요.</translation>
    </message>
    <message>
        <source>This lesson is unfinished. Edit it first.</source>
        <translation>아직 완성되지 않은 교안입니다. 먼저 편집해 주세요.</translation>
    </message>
    <message>
        <source>This lesson has no steps yet.</source>
        <translation>이 교안에는 아직 단계가 없습니다.</translation>
    </message>
    <message>
        <source>A class is open.</source>
        <translation>수업이 열려 있습니다.</translation>
    </message>
    <message>
        <source>This lesson was used in a class, and its report needs it.</source>
        <translation>수업에 쓴 교안이라서 보고서에 필요합니다.</translation>
    </message>
    <message>
        <source>No lessons match.</source>
        <translation>그런 이름의 교안이 없습니다.</translation>
    </message>
    <message>
        <source>No deleted lessons.</source>
        <translation>삭제한 교안이 없습니다.</translation>
    </message>
    <message>
        <source>No lessons yet. Create one, import a file, or add the sample lessons.</source>
        <translation>아직 교안이 없습니다. 새로 만들거나, 파일을 가져오거나, 예제 교안을 추가하세요.</translation>
    </message>
    <message>
        <source>None of these lessons is in {language}.</source>
        <translation>{language} 교안이 없습니다.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
    <message>
        <source>This lesson was deleted on another computer.</source>
        <translation>다른 컴퓨터에서 이 교안을 삭제했습니다.</translation>
    </message>
</context>
<context>
    <name>LimitsDialog</name>
    <message>
        <source>Late, absent, enough</source>
        <translation>지각·결석·수료 기준</translation>
    </message>
    <message>
        <source>Counted from the first step to the end of each class. A class that never began has no late ones, and rehearsals do not count.</source>
        <translation>수업마다 첫 단계를 시작한 때부터 수업이 끝날 때까지를 기준으로 셉니다. 시작하지 않은 수업에는 지각이 없고, 연습 수업은 세지 않습니다.</translation>
    </message>
    <message>
        <source>{sign} for coming later than</source>
        <translation>이보다 늦게 오면 {sign}</translation>
    </message>
    <message>
        <source>{sign} for leaving earlier than</source>
        <translation>이보다 일찍 나가면 {sign}</translation>
    </message>
    <message>
        <source>This many {partial} count as one {absent}</source>
        <translation>{partial}가 이만큼이면 {absent} 하나로 셈</translation>
    </message>
    <message>
        <source>A certificate asks for at least</source>
        <translation>수료증에 필요한 출석률</translation>
    </message>
    <message>
        <source> min</source>
        <translation>분</translation>
    </message>
    <message>
        <source>never</source>
        <translation>세지 않음</translation>
    </message>
    <message>
        <source>Usual values</source>
        <translation>보통 값으로</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>LineBar</name>
    <message>
        <source>The school&apos;s server is slow to answer ({seconds} s). What was pressed waits for it.</source>
        <translation>학교 서버의 응답이 늦어지고 있습니다({seconds}초째). 방금 누른 것은 서버가 응답하면 처리됩니다.</translation>
    </message>
    <message>
        <source>The school&apos;s server hasn&apos;t answered since {since} ({away}).</source>
        <translation>학교 서버가 {since}부터 응답하지 않습니다({away} 지남).</translation>
    </message>
    <message>
        <source>Until it does, nothing can be opened or saved.</source>
        <translation>응답할 때까지 아무것도 열거나 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>Until it does, nothing can be saved: buttons like Next step do nothing. Phones keep what is pressed on them and send it by themselves.</source>
        <translation>응답할 때까지 저장할 수 없어 ‘다음 단계’ 같은 버튼을 눌러도 처리되지 않습니다. 휴대폰에서 누른 것은 그 휴대폰에 남아 있다가 자동으로 전송됩니다.</translation>
    </message>
    <message>
        <source>Phones with something to send: {phones}.</source>
        <translation>전송을 기다리는 휴대폰: {phones}대.</translation>
    </message>
    <message>
        <source>Whether what was pressed last was saved is known then.</source>
        <translation>마지막으로 누른 것이 저장되었는지는 서버가 응답하면 알 수 있습니다.</translation>
    </message>
    <message>
        <source>If it doesn&apos;t come back, close Classroom and start it again: it then offers to keep classes on this computer.</source>
        <translation>서버가 계속 응답하지 않으면 프로그램을 닫았다가 다시 시작하세요. 그러면 이 컴퓨터에 저장하면서 수업할 수 있습니다.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s network, and tell whoever looks after the server. You can go on teaching meanwhile.</source>
        <translation>이 컴퓨터의 네트워크를 확인하고 서버 관리자에게 알려 주세요. 그동안 수업은 말로 계속할 수 있습니다.</translation>
    </message>
    <message>
        <source>The school&apos;s server answers again, after {away}.</source>
        <translation>학교 서버가 {away} 만에 다시 응답합니다.</translation>
    </message>
    <message>
        <source>Phones now send what they have kept.</source>
        <translation>휴대폰에 남아 있던 것이 이제 전송됩니다.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Classroom</source>
        <translation>클래스룸</translation>
    </message>
    <message>
        <source>Choose a lesson with steps first.</source>
        <translation>먼저 단계가 있는 교안을 고르세요.</translation>
    </message>
</context>
<context>
    <name>MarksDialog</name>
    <message>
        <source>DRAW</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>{what} ({key})</source>
        <translation>{what}({key})</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>앞으로(Alt+↑)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>뒤로(Alt+↓)</translation>
    </message>
    <message>
        <source>Swipe the other way</source>
        <translation>반대 방향으로 밀기</translation>
    </message>
    <message>
        <source>Swipe the other way (R)</source>
        <translation>반대 방향으로 밀기(R)</translation>
    </message>
    <message>
        <source>Remove the mark</source>
        <translation>표시 지우기</translation>
    </message>
    <message>
        <source>Remove the mark (Delete)</source>
        <translation>표시 지우기(Delete)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>되돌리기(Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>다시 실행(Ctrl+Y)</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>이전 단계</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>다음 단계</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Marks, in the order in which they are to be done</source>
        <translation>표시(따라 할 순서대로)</translation>
    </message>
    <message>
        <source>Picture to draw on</source>
        <translation>표시를 그릴 사진</translation>
    </message>
    <message>
        <source>A picture can have {count} marks at most.</source>
        <translation>한 사진에는 최대 {count}개까지 표시할 수 있습니다.</translation>
    </message>
    <message>
        <source>Tap here</source>
        <translation>여기 누르기</translation>
    </message>
    <message>
        <source>Touch and hold</source>
        <translation>길게 누르기</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>밀기</translation>
    </message>
    <message>
        <source>Type here</source>
        <translation>여기 입력하기</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>가리기</translation>
    </message>
    <message>
        <source>This step has no picture.</source>
        <translation>이 단계에는 사진이 없습니다.</translation>
    </message>
    <message>
        <source>Keys: Enter places one in the middle, the arrows move it (Ctrl: finely, Shift: its size), Delete removes it, PageUp and PageDown choose another.</source>
        <translation>키보드: Enter를 누르면 가운데에 놓이고, 화살표로 옮깁니다(Ctrl: 조금씩, Shift: 크기). Delete로 지우고, PageUp과 PageDown으로 다른 표시를 고릅니다.</translation>
    </message>
    <message>
        <source>Click where to tap. Drag a ring to move it.</source>
        <translation>누를 곳을 클릭하세요. 동그라미는 끌어서 옮길 수 있습니다.</translation>
    </message>
    <message>
        <source>Click where to touch and hold.</source>
        <translation>길게 누를 곳을 클릭하세요.</translation>
    </message>
    <message>
        <source>Drag from where the finger starts to where it ends.</source>
        <translation>손가락이 시작하는 곳에서 끝나는 곳까지 끌어 주세요.</translation>
    </message>
    <message>
        <source>Drag a box around the field to type into.</source>
        <translation>글자를 입력할 칸을 둘러싸도록 끌어 주세요.</translation>
    </message>
    <message>
        <source>Drag over a name, a face or a number. It is painted over in the picture itself, wherever this lesson shows it. Undo brings it back until you leave the lesson; after that nobody can.</source>
        <translation>이름, 얼굴, 전화번호 위를 끌어 주세요. 이 교안에 나오는 모든 곳에서 사진 자체에 덧칠됩니다. 교안을 나가기 전에는 되돌릴 수 있지만, 그 뒤에는 아무도 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Keys: Enter chooses a part in the middle, the arrows move it (Shift: its size), Enter covers it, Esc does not.</source>
        <translation>키보드: Enter를 누르면 가운데가 선택되고, 화살표로 옮깁니다(Shift: 크기). 다시 Enter를 누르면 가려지고, Esc를 누르면 취소됩니다.</translation>
    </message>
    <message>
        <source>Marks on the picture of step {number}</source>
        <translation>{number}단계 사진의 표시</translation>
    </message>
    <message>
        <source>MARKS: {count} OF {most}</source>
        <translation>표시: {most}개 중 {count}개</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>못 함</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>아직</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>{number}단계</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Class</source>
        <translation>수업(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;tudents</source>
        <translation>학생(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>Print han&amp;dout…</source>
        <translation>유인물 인쇄(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Back up all data…</source>
        <translation>모든 데이터 백업(&amp;B)…</translation>
    </message>
    <message>
        <source>Res&amp;tore a backup…</source>
        <translation>백업 복원(&amp;T)…</translation>
    </message>
    <message>
        <source>Use system setting</source>
        <translation>시스템 설정 따르기</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Hide this message</source>
        <translation>이 메시지 숨기기</translation>
    </message>
    <message>
        <source>To all: {text}</source>
        <translation>모두에게: {text}</translation>
    </message>
    <message>
        <source>To {name}: {text}</source>
        <translation>{name} 님에게: {text}</translation>
    </message>
    <message>
        <source>To {count} students: {text}</source>
        <translation>학생 {count}명에게: {text}</translation>
    </message>
    <message>
        <source>No one is in the class yet</source>
        <translation>아직 수업에 아무도 없습니다</translation>
    </message>
    <message>
        <source>Not seen yet</source>
        <translation>아직 못 봄</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>봤음</translation>
    </message>
    <message>
        <source>Seen by all {count}</source>
        <translation>{count}명 모두 봤음</translation>
    </message>
    <message>
        <source>Seen by {seen} of {count}</source>
        <translation>{count}명 중 {seen}명이 봤음</translation>
    </message>
    <message>
        <source>Not seen yet: {names}. Phones that are asleep show it once they wake.</source>
        <translation>아직 못 본 학생: {names}. 꺼진 휴대폰은 켜지면 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>MovedPanel</name>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>another computer</source>
        <translation>다른</translation>
    </message>
    <message>
        <source>The class now runs on {computer}</source>
        <translation>수업이 {computer} 컴퓨터에서 이어지고 있습니다</translation>
    </message>
    <message>
        <source>It was resumed there at {time}, while this computer was out of reach. Everything that was saved here is there too. Phones join again with the QR code on that computer.</source>
        <translation>{time}에 그 컴퓨터에서 수업을 이어서 하기 시작했습니다. 그때 이 컴퓨터는 연결이 끊겨 있었습니다. 여기서 저장된 내용은 모두 그쪽에도 있습니다. 휴대폰은 그 컴퓨터의 QR 코드를 찍으면 다시 들어갈 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>NetworkGuide</name>
    <message>
        <source>A PHONE CANNOT OPEN THE PAGE?</source>
        <translation>휴대폰에서 열리지 않나요?</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>와이파이</translation>
    </message>
    <message>
        <source>Windows firewall</source>
        <translation>윈도우 방화벽</translation>
    </message>
    <message>
        <source>Mac firewall</source>
        <translation>맥 방화벽</translation>
    </message>
    <message>
        <source>Linux firewall</source>
        <translation>리눅스 방화벽</translation>
    </message>
    <message>
        <source>The phone must be on the same Wi-Fi as this computer. If it says “no internet”, stay connected. If it goes back to mobile data, turn mobile data off.</source>
        <translation>휴대폰이 이 컴퓨터와 같은 와이파이에 연결되어 있어야 합니다. “인터넷 없음”이라고 나와도 연결을 유지하세요. 모바일 데이터로 바뀌면 모바일 데이터를 꺼 주세요.</translation>
    </message>
    <message>
        <source>Guest networks often keep devices apart (“client isolation”, “AP isolation”): phones then reach the internet, but not this computer. Use another Wi-Fi, or ask the network administrator to turn that off.</source>
        <translation>손님용 와이파이는 기기끼리 통신하지 못하게 막아 둔 경우가 많습니다(“클라이언트 격리”, “AP 격리”). 그러면 인터넷은 되어도 이 컴퓨터에는 연결되지 않습니다. 다른 와이파이를 쓰거나, 네트워크 관리자에게 그 기능을 꺼 달라고 하세요.</translation>
    </message>
    <message>
        <source>A network of your own always works: a small router, or this computer&apos;s mobile hotspot, which the phones then join.</source>
        <translation>따로 마련한 와이파이를 쓰면 가장 확실합니다. 작은 공유기를 쓰거나, 이 컴퓨터의 모바일 핫스팟을 켜고 휴대폰을 거기에 연결하세요.</translation>
    </message>
    <message>
        <source>When Windows asks at the first start whether networks may reach this program, tick both “Private networks” and “Public networks” and press “Allow access” (newer: “Allow”). A Wi-Fi that is new counts as public.</source>
        <translation>처음 켤 때 Windows가 네트워크 액세스를 물으면 “개인 네트워크”와 “공용 네트워크”에 모두 표시하고 “액세스 허용”(최신 버전은 “허용”)을 누르세요. 처음 연결한 와이파이는 공용으로 봅니다.</translation>
    </message>
    <message>
        <source>Pressed “Cancel”, or not asked? Settings → Privacy &amp; security → Windows Security → Firewall &amp; network protection → Allow an app through firewall → “Change settings”: tick this program (it may be called Python), and both boxes beside it, “Private” and “Public”.</source>
        <translation>“취소”를 눌렀거나 묻지 않았다면, 설정 → 개인 정보 및 보안 → Windows 보안 → 방화벽 및 네트워크 보호 → 방화벽에서 앱 허용 → “설정 변경”에서 이 프로그램(Python으로 나올 수도 있음)과 그 옆의 “개인”, “공용”에 모두 표시하세요.</translation>
    </message>
    <message>
        <source>That asks for an administrator&apos;s password. If you have none, ask who manages this computer. Another security program may have a firewall of its own: let this program in there too.</source>
        <translation>관리자 암호가 필요합니다. 없으면 컴퓨터 관리자에게 부탁하세요. 다른 보안 프로그램에도 방화벽이 있을 수 있으니 거기에서도 이 프로그램을 허용하세요.</translation>
    </message>
    <message>
        <source>When the Mac asks whether this program may accept incoming connections or find devices on the local network, press “Allow”.</source>
        <translation>맥이 이 프로그램의 들어오는 연결이나 로컬 네트워크 기기 찾기를 물으면 “허용”을 누르세요.</translation>
    </message>
    <message>
        <source>Pressed “Don&apos;t Allow”? System Settings → Network → Firewall → Options: “Block all incoming connections” must be off, and this program must “Allow incoming connections”.</source>
        <translation>“허용 안 함”을 눌렀다면, 시스템 설정 → 네트워크 → 방화벽 → 옵션에서 “들어오는 모든 연결 차단”을 끄고 이 프로그램을 “들어오는 연결 허용”으로 바꾸세요.</translation>
    </message>
    <message>
        <source>System Settings → Privacy &amp; Security → Local Network: this program must be turned on.</source>
        <translation>시스템 설정 → 개인정보 보호 및 보안 → 로컬 네트워크에서 이 프로그램이 켜져 있어야 합니다.</translation>
    </message>
    <message>
        <source>Allow port {port}. In a terminal: sudo ufw allow {port}/tcp</source>
        <translation>{port}번 포트를 열어 주세요. 터미널에서: sudo ufw allow {port}/tcp</translation>
    </message>
    <message>
        <source>With firewalld: sudo firewall-cmd --add-port={port}/tcp</source>
        <translation>firewalld를 쓴다면: sudo firewall-cmd --add-port={port}/tcp</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>Check again</source>
        <translation>다시 점검</translation>
    </message>
    <message>
        <source>Check the network again</source>
        <translation>네트워크 다시 점검</translation>
    </message>
    <message>
        <source>Can&apos;t check the network: {cause}.</source>
        <translation>네트워크를 점검할 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Can&apos;t use this address: {cause}.</source>
        <translation>이 주소를 쓸 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Newer phones can also use {url}</source>
        <translation>최신 휴대폰에서는 이 주소도 됩니다: {url}</translation>
    </message>
    <message>
        <source>The Android app also uses port {port}.</source>
        <translation>안드로이드 앱은 {port}번 포트도 씁니다.</translation>
    </message>
    <message>
        <source>The Android app can&apos;t join: its port isn&apos;t available ({cause}). Close the program that uses it, or choose another port below.</source>
        <translation>안드로이드 앱으로는 참여할 수 없습니다. 앱이 쓸 포트를 열지 못했습니다({cause}). 그 포트를 쓰는 프로그램을 닫거나 아래에서 다른 포트를 고르세요.</translation>
    </message>
    <message>
        <source>The Android app uses the next port up. It opens when you start a class that allows guests.</source>
        <translation>안드로이드 앱은 바로 다음 번호의 포트를 씁니다. 게스트를 허용한 수업을 열면 그때 열립니다.</translation>
    </message>
</context>
<context>
    <name>NetworkVerdict</name>
    <message>
        <source>Looking at the network…</source>
        <translation>네트워크를 살펴보는 중입니다…</translation>
    </message>
    <message>
        <source>This computer isn&apos;t connected to a network.</source>
        <translation>이 컴퓨터가 네트워크에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Connect it to the Wi-Fi that the phones use.</source>
        <translation>휴대폰이 쓰는 와이파이에 연결해 주세요.</translation>
    </message>
    <message>
        <source>This computer doesn&apos;t answer at its own address.</source>
        <translation>이 컴퓨터의 주소로 접속해도 응답이 없습니다.</translation>
    </message>
    <message>
        <source>A firewall is blocking connections. See below.</source>
        <translation>방화벽이 막고 있습니다. 아래 안내를 보세요.</translation>
    </message>
    <message>
        <source>This computer has got no address from its network.</source>
        <translation>이 컴퓨터가 네트워크에서 주소를 받지 못했습니다.</translation>
    </message>
    <message>
        <source>Phones reach it only if the network gives them none either. Connect it to the Wi-Fi that the phones use.</source>
        <translation>휴대폰도 주소를 받지 못한 경우에만 연결될 수 있습니다. 휴대폰이 쓰는 와이파이에 이 컴퓨터를 연결하세요.</translation>
    </message>
    <message>
        <source>Phones can reach this computer.</source>
        <translation>휴대폰이 이 컴퓨터에 연결됩니다.</translation>
    </message>
    <message>
        <source>Someone on this network has opened the page since Classroom started.</source>
        <translation>프로그램을 켠 뒤 이 네트워크의 누군가가 접속했습니다.</translation>
    </message>
    <message>
        <source>Ready. Now try it with one phone.</source>
        <translation>준비되었습니다. 휴대폰 한 대로 확인해 보세요.</translation>
    </message>
    <message>
        <source>Scan this code with a phone on the same Wi-Fi. When the page opens, this changes to “Phones can reach this computer”.</source>
        <translation>같은 와이파이에 연결된 휴대폰으로 이 QR 코드를 찍어 보세요. 화면이 열리면 여기에 “휴대폰이 이 컴퓨터에 연결됩니다”라고 나옵니다.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Couldn&apos;t save ({cause}). Nothing was changed. Free up space or check the disk, then try again. Phones will resend what they have.</source>
        <translation>저장하지 못했습니다({cause}). 바뀐 내용은 없습니다. 디스크 공간을 비우거나 디스크를 확인한 뒤 다시 누르세요. 휴대폰의 내용은 자동으로 다시 전송됩니다.</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The Android app can&apos;t join: its port isn&apos;t available ({cause}). Phones can join in their browsers. Close the program that uses the port, or choose another in Settings, then open the class again.</source>
        <translation>안드로이드 앱으로는 참여할 수 없습니다. 앱이 쓸 포트를 열지 못했습니다({cause}). 휴대폰 브라우저로는 참여할 수 있습니다. 그 포트를 쓰는 프로그램을 닫거나 설정에서 다른 포트를 고른 뒤 수업을 다시 여세요.</translation>
    </message>
    <message>
        <source>Something went wrong. The class continues. Details are in the log.</source>
        <translation>문제가 생겼습니다. 수업은 계속됩니다. 자세한 내용은 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Only {megabytes} MB are left on the disk. Phones&apos; pictures aren&apos;t kept any more, so that finished steps can be saved. Free up space now: empty the trash, delete large files, or delete old classes in History.</source>
        <translation>디스크에 남은 공간이 {megabytes}MB뿐입니다. 끝낸 단계를 저장할 수 있도록 휴대폰에서 온 사진은 더 이상 저장하지 않습니다. 지금 공간을 비우세요. 휴지통을 비우거나, 큰 파일을 지우거나, 기록에서 지난 수업을 삭제하세요.</translation>
    </message>
    <message>
        <source>Only {megabytes} MB are left on the disk. Free up space before it is full: empty the trash, delete large files, or delete old classes in History.</source>
        <translation>디스크에 남은 공간이 {megabytes}MB뿐입니다. 가득 차기 전에 공간을 비우세요. 휴지통을 비우거나, 큰 파일을 지우거나, 기록에서 지난 수업을 삭제하세요.</translation>
    </message>
    <message>
        <source>The projector&apos;s screen was disconnected, so the projector was closed. It comes back by itself when the screen is connected again.</source>
        <translation>프로젝터 화면의 연결이 끊겨 프로젝터 창을 닫았습니다. 다시 연결하면 저절로 돌아옵니다.</translation>
    </message>
    <message>
        <source>Not done: the school&apos;s server doesn&apos;t answer. Try again once it is back.</source>
        <translation>처리하지 못했습니다. 학교 서버가 응답하지 않습니다. 서버가 다시 응답하면 다시 눌러 주세요.</translation>
    </message>
</context>
<context>
    <name>NumberDialog</name>
    <message>
        <source>Which number is {name}?</source>
        <translation>{name} 님은 몇 번인가요?</translation>
    </message>
    <message>
        <source>Find a number or a name</source>
        <translation>번호나 이름 찾기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>번호 없음</translation>
    </message>
    <message>
        <source>{person} (here already)</source>
        <translation>{person} (이미 수업에 있음)</translation>
    </message>
</context>
<context>
    <name>NumberDialogs</name>
    <message>
        <source>This is number…</source>
        <translation>번호 정하기…</translation>
    </message>
    <message>
        <source>Not the right person…</source>
        <translation>본인이 아니에요…</translation>
    </message>
    <message>
        <source>{name} has the number {number}.</source>
        <translation>{name} 님을 {number}번으로 정했습니다.</translation>
    </message>
    <message>
        <source>{name}: the number is free again.</source>
        <translation>{name} 님의 번호를 뗐습니다.</translation>
    </message>
    <message>
        <source>{name} is on another phone now.</source>
        <translation>{name} 님이 다른 휴대폰으로 바꿨습니다.</translation>
    </message>
</context>
<context>
    <name>OpenFaults</name>
    <message>
        <source>A class on the computer {computer} has the code {code}. Type another code, or leave the field blank to create one.</source>
        <translation>컴퓨터 {computer}의 수업이 수업 번호 {code}을(를) 쓰고 있습니다. 다른 번호를 입력하거나 비워 두세요. 비워 두면 번호가 자동으로 만들어집니다.</translation>
    </message>
    <message>
        <source>This class was deleted on another computer.</source>
        <translation>다른 컴퓨터에서 이 수업을 삭제했습니다.</translation>
    </message>
    <message>
        <source>This lesson was deleted on another computer. Choose another one.</source>
        <translation>다른 컴퓨터에서 이 교안을 삭제했습니다. 다른 교안을 고르세요.</translation>
    </message>
</context>
<context>
    <name>OpenPanel</name>
    <message>
        <source>Open a class</source>
        <translation>수업 열기</translation>
    </message>
    <message>
        <source>LESSON</source>
        <translation>교안</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>교안</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Import a lesson file</source>
        <translation>교안 파일 가져오기</translation>
    </message>
    <message>
        <source>CLASS CODE</source>
        <translation>수업 번호</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>수업 번호</translation>
    </message>
    <message>
        <source>Leave blank to create one</source>
        <translation>비워 두면 자동으로 만들어집니다</translation>
    </message>
    <message>
        <source>Let MobEdu app users join as guests</source>
        <translation>MobEdu 앱 사용자도 참여 허용(게스트)</translation>
    </message>
    <message>
        <source>Open the class</source>
        <translation>수업 열기</translation>
    </message>
    <message>
        <source>No lessons yet. Import a lesson file.</source>
        <translation>아직 교안이 없습니다. 교안 파일을 가져오세요.</translation>
    </message>
    <message>
        <source>Steps: {count}</source>
        <translation>{count}단계</translation>
    </message>
    <message>
        <source>“{code}” can&apos;t be a class code. Use 4–12 letters (A–Z) and digits, but not JOIN.</source>
        <translation>쓸 수 없는 번호입니다: {code}. 영문자(A–Z)와 숫자로 4~12자를 쓰세요. JOIN은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>another computer</source>
        <translation>다른</translation>
    </message>
    <message>
        <source>This class now runs on {computer}.</source>
        <translation>이 수업은 지금 {computer} 컴퓨터에서 진행 중입니다.</translation>
    </message>
    <message>
        <source>This class has ended on another computer.</source>
        <translation>이 수업은 다른 컴퓨터에서 끝났습니다.</translation>
    </message>
    <message>
        <source>Guests join with the MobEdu Android app, without giving a name. Students who scan the QR code or type the address are not guests.</source>
        <translation>게스트는 MobEdu 안드로이드 앱으로 이름 없이 들어오는 분입니다. QR 코드나 주소로 들어오는 학생은 게스트가 아닙니다.</translation>
    </message>
    <message>
        <source>Add the sample lessons in English</source>
        <translation>한국어 예제 교안 추가</translation>
    </message>
    <message>
        <source>Roster:</source>
        <translation>명단:</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>명단</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Phones ask for the number, and you see who is not here.</source>
        <translation>휴대폰에서 번호를 묻고, 오지 않은 수강생이 보입니다.</translation>
    </message>
</context>
<context>
    <name>OrderBox</name>
    <message>
        <source>Order of joining</source>
        <translation>참여 순서</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름 순</translation>
    </message>
    <message>
        <source>Needs help first</source>
        <translation>도움 필요한 순</translation>
    </message>
    <message>
        <source>Order of the students</source>
        <translation>학생 순서</translation>
    </message>
</context>
<context>
    <name>OwnDataBanner</name>
    <message>
        <source>The school&apos;s server could not be used at the start. Classes that you lead now are kept on this computer alone, and are not copied to the server later.</source>
        <translation>시작할 때 학교 서버를 쓸 수 없었습니다. 지금 진행하는 수업은 이 컴퓨터에만 저장되고, 나중에 서버로 옮겨지지 않습니다.</translation>
    </message>
    <message>
        <source>Try the server again</source>
        <translation>서버에 다시 연결</translation>
    </message>
    <message>
        <source>A class is open. End it first.</source>
        <translation>수업이 열려 있습니다. 먼저 수업을 끝내 주세요.</translation>
    </message>
</context>
<context>
    <name>PagePreview</name>
    <message>
        <source>Previous page</source>
        <translation>앞쪽</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>뒤쪽</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>{count}쪽 중 {number}쪽</translation>
    </message>
</context>
<context>
    <name>PastClasses</name>
    <message>
        <source>Led on {computer}</source>
        <translation>진행: {computer}</translation>
    </message>
    <message>
        <source>Students: {count}</source>
        <translation>학생 {count}명</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>수강생</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>출석</translation>
    </message>
    <message>
        <source>Parts of the roster</source>
        <translation>명단의 부분</translation>
    </message>
    <message>
        <source>No rosters yet. A roster holds the names of a course, with a number each: in a class, people then type their number in place of their name.</source>
        <translation>아직 명단이 없습니다. 명단에는 강좌 수강생의 이름과 번호가 들어 있습니다. 수업에서 수강생은 이름 대신 자기 번호를 누릅니다.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>파일로 내보내기…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)…</source>
        <translation>엑셀 파일(.xlsx)…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Seat cards…</source>
        <translation>자리 카드…</translation>
    </message>
    <message>
        <source>Print cards with name, number and QR code for the seats</source>
        <translation>이름·번호·QR 코드가 있는 자리 카드를 인쇄합니다</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Find a person</source>
        <translation>수강생 찾기</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
    <message>
        <source>People on the roster</source>
        <translation>명단의 수강생</translation>
    </message>
    <message>
        <source>Paste names…</source>
        <translation>이름 붙여 넣기…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>파일에서…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Nobody is on this roster yet. Write a name below, paste names, or add them from a file of Excel or another spreadsheet.</source>
        <translation>아직 이 명단에 아무도 없습니다. 아래에 이름을 쓰거나, 이름을 붙여 넣거나, 엑셀 같은 스프레드시트 파일에서 추가하세요.</translation>
    </message>
    <message>
        <source>A roster has at most {count} people.</source>
        <translation>명단에는 최대 {count}명까지 넣을 수 있습니다.</translation>
    </message>
    <message>
        <source>A name has 1 to {count} letters that can be seen.</source>
        <translation>이름은 보이는 글자로 1~{count}자여야 합니다.</translation>
    </message>
    <message>
        <source>A number is from 1 to {most}.</source>
        <translation>번호는 1부터 {most}까지입니다.</translation>
    </message>
    <message>
        <source>{name} has number {number} already.</source>
        <translation>{number}번은 이미 {name} 님의 번호입니다.</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>‘{name}’ 님을 명단에서 뺐습니다.</translation>
    </message>
    <message>
        <source>Removed: {count}.</source>
        <translation>{count}명을 명단에서 뺐습니다.</translation>
    </message>
    <message>
        <source>This roster was deleted on another computer.</source>
        <translation>다른 컴퓨터에서 이 명단을 삭제했습니다.</translation>
    </message>
    <message>
        <source>Not saved: {cause}.</source>
        <translation>저장하지 못했습니다: {cause}.</translation>
    </message>
</context>
<context>
    <name>PersonEntry</name>
    <message>
        <source>Number of the new person</source>
        <translation>새 수강생의 번호</translation>
    </message>
    <message>
        <source>Name of the new person</source>
        <translation>새 수강생의 이름</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>Classes</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Parts of the person&apos;s page</source>
        <translation>수강생 기록의 부분</translation>
    </message>
    <message>
        <source>Never asked for help.</source>
        <translation>도움을 요청한 적이 없습니다.</translation>
    </message>
    <message>
        <source>Back to all people</source>
        <translation>모든 수강생으로 돌아가기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Delete person…</source>
        <translation>수강생 삭제…</translation>
    </message>
</context>
<context>
    <name>PhonePicturesDialog</name>
    <message>
        <source>Pictures from my phone</source>
        <translation>내 휴대폰 사진</translation>
    </message>
    <message>
        <source>Picture for step {number} from my phone</source>
        <translation>{number}단계에 쓸 내 휴대폰 사진</translation>
    </message>
    <message>
        <source>QR code for pictures from your phone</source>
        <translation>내 휴대폰 사진을 보낼 QR 코드</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>새 코드</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>그만 받기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Valid once, {time} left</source>
        <translation>한 번만 쓸 수 있습니다. 남은 시간 {time}</translation>
    </message>
    <message>
        <source>This code has expired.</source>
        <translation>이 코드는 시간이 지나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>This computer is in no network that phones can reach.</source>
        <translation>이 컴퓨터는 휴대폰이 접속할 수 있는 네트워크에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Saved: {count} of {total}</source>
        <translation>{total}장 중 {count}장 저장함</translation>
    </message>
    <message>
        <source>Already in the lesson: {count}</source>
        <translation>교안에 이미 있는 사진: {count}장</translation>
    </message>
    <message>
        <source>The connection to the phone has ended.</source>
        <translation>휴대폰과의 연결이 끝났습니다.</translation>
    </message>
    <message>
        <source>The phone has lost the connection. It goes on by itself.</source>
        <translation>휴대폰의 연결이 끊겼습니다. 다시 연결되면 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>Your phone is connected. Choose the pictures there.</source>
        <translation>휴대폰이 연결되었습니다. 휴대폰에서 사진을 고르세요.</translation>
    </message>
    <message>
        <source>All pictures are here. Send more from the phone, or close this.</source>
        <translation>사진을 모두 받았습니다. 휴대폰에서 더 보내거나 이 창을 닫으세요.</translation>
    </message>
    <message>
        <source>Scan with your own phone, in the same Wi-Fi, and choose screenshots there.</source>
        <translation>같은 Wi-Fi에 있는 내 휴대폰으로 찍고, 휴대폰에서 화면 캡처를 고르세요.</translation>
    </message>
    <message>
        <source>Each picture becomes a step; Undo takes them out again.</source>
        <translation>한 장이 한 단계가 되며, 되돌리기로 다시 뺄 수 있습니다.</translation>
    </message>
    <message>
        <source>The picture goes to this step; Undo takes it out again.</source>
        <translation>이 단계에 사진이 들어가며, 되돌리기로 다시 뺄 수 있습니다.</translation>
    </message>
    <message>
        <source>{name}: not a picture that can be opened.</source>
        <translation>{name}: 열 수 있는 사진이 아닙니다.</translation>
    </message>
    <message>
        <source>{name}: can&apos;t open HEIC pictures. Send a screenshot of it, or a JPEG.</source>
        <translation>{name}: HEIC 사진은 열 수 없습니다. 화면을 캡처하거나 JPEG로 보내 주세요.</translation>
    </message>
    <message>
        <source>{name}: too large.</source>
        <translation>{name}: 너무 큽니다.</translation>
    </message>
    <message>
        <source>{name}: no more room in the lesson.</source>
        <translation>{name}: 교안에 더 들어갈 자리가 없습니다.</translation>
    </message>
    <message>
        <source>{name}: not saved.</source>
        <translation>{name}: 저장하지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>PictureBox</name>
    <message>
        <source>Choose a picture</source>
        <translation>사진 고르기</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>클립보드에 사진이 없습니다.</translation>
    </message>
    <message>
        <source>PICTURE</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>사진 붙여넣기</translation>
    </message>
    <message>
        <source>Phone frame</source>
        <translation>휴대폰 틀</translation>
    </message>
    <message>
        <source>Put the picture in a phone frame</source>
        <translation>사진에 휴대폰 틀 씌우기</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>사진 빼기</translation>
    </message>
    <message>
        <source>Drop a picture here. Large pictures are resized for phones.</source>
        <translation>사진을 여기로 끌어다 놓으세요. 크기는 휴대폰에 맞게 줄어듭니다.</translation>
    </message>
    <message>
        <source>Marks…</source>
        <translation>표시…</translation>
    </message>
    <message>
        <source>Draw marks on the picture, or cover a part</source>
        <translation>사진에 표시하거나 일부 가리기</translation>
    </message>
    <message>
        <source>From my phone</source>
        <translation>내 휴대폰에서</translation>
    </message>
    <message>
        <source>Send a picture from my phone</source>
        <translation>내 휴대폰에서 사진 보내기</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>PlacePanel</name>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>On a server of the school</source>
        <translation>학교 서버</translation>
    </message>
    <message>
        <source>How to set up a server</source>
        <translation>서버를 준비하는 방법</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>연결 확인</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>적용하고 다시 시작</translation>
    </message>
    <message>
        <source>Lessons, classes and rosters are in the data folder. Nothing else is needed.</source>
        <translation>교안, 수업, 명단을 데이터 폴더에 저장합니다. 다른 준비는 필요 없습니다.</translation>
    </message>
    <message>
        <source>All computers of the school then have the same lessons, rosters and past classes, in one PostgreSQL database.</source>
        <translation>학교의 모든 컴퓨터가 PostgreSQL 데이터베이스 하나에 있는 교안, 명단, 지난 수업을 함께 씁니다.</translation>
    </message>
    <message>
        <source>The option --database of this start says where classes are kept.</source>
        <translation>이번에는 시작 옵션 --database에 따라 저장 위치가 정해졌습니다.</translation>
    </message>
    <message>
        <source>A class is open. End it first.</source>
        <translation>수업이 열려 있습니다. 먼저 수업을 끝내 주세요.</translation>
    </message>
    <message>
        <source>Fill in server, database and user.</source>
        <translation>서버, 데이터베이스, 사용자를 입력하세요.</translation>
    </message>
    <message>
        <source>The server could not be used at the start: this time, classes are kept on this computer. “Apply and restart” goes back to the server.</source>
        <translation>시작할 때 서버를 쓸 수 없어서 이번에는 이 컴퓨터에 저장합니다. ‘적용하고 다시 시작’을 누르면 서버로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Trying {server}…</source>
        <translation>{server} 서버에 연결하고 있습니다…</translation>
    </message>
    <message>
        <source>PostgreSQL {version} answers. The database is still empty.</source>
        <translation>PostgreSQL {version}에 연결되었습니다. 데이터베이스가 아직 비어 있습니다.</translation>
    </message>
    <message>
        <source>PostgreSQL {version} answers. Lessons there: {lessons}, classes: {classes}.</source>
        <translation>PostgreSQL {version}에 연결되었습니다. 교안 {lessons}개, 수업 {classes}개가 있습니다.</translation>
    </message>
    <message>
        <source>The line is not encrypted: whoever can listen to this network can read the names of students.</source>
        <translation>연결이 암호화되지 않습니다. 이 네트워크를 엿볼 수 있는 사람은 수강생 이름을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>{what}

This computer&apos;s lessons and classes stay in its data folder and are not copied to the server. Lessons that you export first can be imported there. All computers that use the server see its lessons, rosters and past classes.</source>
        <translation>{what}

이 컴퓨터의 교안과 수업은 데이터 폴더에 그대로 남고 서버로 옮겨지지 않습니다. 교안은 먼저 내보낸 뒤 서버에서 가져올 수 있습니다. 서버에 있는 교안, 명단, 지난 수업은 그 서버를 쓰는 모든 컴퓨터에서 보입니다.</translation>
    </message>
    <message>
        <source>Keep classes on {server}?</source>
        <translation>{server} 서버에 수업을 저장할까요?</translation>
    </message>
    <message>
        <source>Keep classes on this computer?</source>
        <translation>이 컴퓨터에 수업을 저장할까요?</translation>
    </message>
    <message>
        <source>You then see the lessons and classes of this computer&apos;s data folder. Those on the server stay there for everybody else.</source>
        <translation>이 컴퓨터의 데이터 폴더에 있는 교안과 수업이 보입니다. 서버에 있는 것은 다른 사람들이 계속 쓸 수 있게 그대로 남습니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring can&apos;t be used, so the password is known until Classroom is closed, and you will be asked for it at each start. To be asked no more, write this line into the file {file}, with the password in the place of PASSWORD:

{line}</source>
        <translation>이 컴퓨터의 암호 저장소를 쓸 수 없어서, 비밀번호는 프로그램을 닫을 때까지만 기억하고 시작할 때마다 다시 묻습니다. 묻지 않게 하려면 아래 줄의 PASSWORD를 비밀번호로 바꾸어 {file} 파일에 적어 두세요.

{line}</translation>
    </message>
    <message>
        <source>The password can&apos;t be kept</source>
        <translation>비밀번호를 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>Restart all the same</source>
        <translation>그래도 다시 시작</translation>
    </message>
    <message>
        <source>Change and restart</source>
        <translation>바꾸고 다시 시작</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Print after the class</source>
        <translation>인쇄는 수업이 끝난 뒤에</translation>
    </message>
    <message>
        <source>Windows&apos; print dialog would block this window.</source>
        <translation>Windows 인쇄 창이 열려 있는 동안에는 이 창을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>End the class first, or save a PDF and print that.</source>
        <translation>먼저 수업을 끝내거나, PDF로 저장해서 인쇄하세요.</translation>
    </message>
    <message>
        <source>Couldn&apos;t print</source>
        <translation>인쇄하지 못했습니다</translation>
    </message>
    <message>
        <source>Check the printer and try again, or save a PDF and print that.</source>
        <translation>프린터를 확인하고 다시 인쇄하거나, PDF로 저장해서 인쇄하세요.</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Projector</name>
    <message>
        <source>Welcome</source>
        <translation>환영합니다</translation>
    </message>
    <message>
        <source>Please look up here</source>
        <translation>여기를 봐 주세요</translation>
    </message>
    <message>
        <source>Thank you for taking part</source>
        <translation>함께해 주셔서 고맙습니다</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>프로젝터</translation>
    </message>
    <message>
        <source>Press Esc to close this window.</source>
        <translation>Esc를 누르면 이 창이 닫힙니다.</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>연습 수업</translation>
    </message>
</context>
<context>
    <name>ProjectorUndo</name>
    <message>
        <source>Step {number} has started.</source>
        <translation>{number}단계를 시작했습니다.</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>파일 폴더</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>드라이브</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>찾는 위치(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>파일 형식(&amp;T):</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <translation>인쇄할 쪽(&amp;S):</translation>
    </message>
</context>
<context>
    <name>QrDialog</name>
    <message>
        <source>Join the class</source>
        <translation>수업 참여</translation>
    </message>
    <message>
        <source>Scan with the phone&apos;s camera, or go to the address and enter the code. The phone must be on the same Wi-Fi. If it says “no internet”, stay connected.</source>
        <translation>휴대폰 카메라로 QR 코드를 찍거나, 위 주소로 들어가 수업 번호를 넣으세요. 같은 와이파이에 연결되어 있어야 합니다. “인터넷 없음”이라고 나와도 연결을 유지하세요.</translation>
    </message>
    <message>
        <source>This computer is in no network that phones can reach. Connect it to the Wi-Fi that they use: the code then appears here.</source>
        <translation>이 컴퓨터가 휴대폰이 연결할 수 있는 네트워크에 있지 않습니다. 휴대폰이 쓰는 와이파이에 연결하면 여기에 QR 코드가 나타납니다.</translation>
    </message>
    <message>
        <source>Phones can&apos;t open it? Use another address…</source>
        <translation>열리지 않나요? 다른 주소 쓰기…</translation>
    </message>
    <message>
        <source>The Android app also uses port {port}.</source>
        <translation>안드로이드 앱은 {port}번 포트도 씁니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>새 번호</translation>
    </message>
    <message>
        <source>Phones in the class stay connected; new students need the new code</source>
        <translation>수업에 있는 휴대폰은 그대로 연결되어 있고, 새로 들어올 학생은 새 번호를 써야 합니다</translation>
    </message>
</context>
<context>
    <name>QuestionBar</name>
    <message>
        <source>{answered} of {people} answered</source>
        <translation>{people}명 중 {answered}명 답함</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Hide answers</source>
        <translation>답변 숨기기</translation>
    </message>
    <message>
        <source>Hide them here and on the projector</source>
        <translation>이 화면과 프로젝터에서 숨깁니다</translation>
    </message>
    <message>
        <source>Show answers</source>
        <translation>답변 보이기</translation>
    </message>
    <message>
        <source>Show them here and on the projector</source>
        <translation>이 화면과 프로젝터에 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>QUESTION</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>질문 넣기</translation>
    </message>
    <message>
        <source>Students tap an answer instead of Done. No answer is right or wrong.</source>
        <translation>학생은 ‘다 했어요’ 대신 답을 하나 누릅니다. 맞고 틀린 답은 없습니다.</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Has the text become larger?</source>
        <translation>글자가 커졌나요?</translation>
    </message>
    <message>
        <source>Answer {number}</source>
        <translation>답 {number}</translation>
    </message>
    <message>
        <source>Remove answer {number}</source>
        <translation>답 {number} 빼기</translation>
    </message>
    <message>
        <source>Add an answer</source>
        <translation>답 추가</translation>
    </message>
    <message>
        <source>Remove the question</source>
        <translation>질문 빼기</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Step {number}: {answered} of {done} answered</source>
        <translation>{number}단계: 완료 {done}명 중 {answered}명 답함</translation>
    </message>
</context>
<context>
    <name>ReachWatch</name>
    <message>
        <source>No phone has reached this computer since the class was opened. If phones can&apos;t open the page, this Wi-Fi probably keeps devices apart (client isolation), or a firewall blocks them: see the network check in Settings.</source>
        <translation>수업을 연 뒤로 이 컴퓨터에 접속한 휴대폰이 없습니다. 휴대폰에서 화면이 열리지 않는다면 이 와이파이가 기기끼리의 연결을 막거나(클라이언트 격리) 방화벽이 막고 있을 수 있습니다. 설정의 네트워크 확인을 보세요.</translation>
    </message>
    <message>
        <source>{names}: the page opened, but the phone&apos;s connection to the class doesn&apos;t get through. Turn off VPN, data saver or ad blockers on the phone, then reload.</source>
        <translation>{names}: 화면은 열렸지만 수업과의 연결이 이어지지 않습니다. 휴대폰에서 VPN, 데이터 절약 모드, 광고 차단 앱을 끄고 새로 고침 하세요.</translation>
    </message>
</context>
<context>
    <name>RecoveryBanner</name>
    <message>
        <source>The class “{title}” ({code}) was interrupted. Resume where you left off. Phones reconnect automatically.</source>
        <translation>“{title}” 수업({code})이 도중에 멈췄습니다. 멈춘 곳부터 이어서 할 수 있습니다. 휴대폰은 자동으로 다시 연결됩니다.</translation>
    </message>
    <message>
        <source>The class “{title}” ({code}) was interrupted on {computer}. You can resume it on this computer. Phones then need the new QR code.</source>
        <translation>“{title}” 수업({code})이 {computer} 컴퓨터에서 도중에 멈췄습니다. 이 컴퓨터에서 이어서 할 수 있습니다. 휴대폰은 새 QR 코드를 찍어야 합니다.</translation>
    </message>
    <message>
        <source>another computer</source>
        <translation>다른</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Resume here</source>
        <translation>여기서 이어서 하기</translation>
    </message>
    <message>
        <source>Resume {title}</source>
        <translation>{title} 이어서 하기</translation>
    </message>
</context>
<context>
    <name>RehearsalDialog</name>
    <message>
        <source>Rehearsal</source>
        <translation>연습 수업</translation>
    </message>
    <message>
        <source>Simulated phones join a class on “{title}”: slow ones, some that drop out, some that ask for help. It isn&apos;t saved to History.</source>
        <translation>가상 휴대폰들이 “{title}” 수업에 들어옵니다. 느린 사람, 연결이 끊기는 사람, 도움을 요청하는 사람도 있습니다. 기록에는 남지 않습니다.</translation>
    </message>
    <message>
        <source>Number of phones</source>
        <translation>휴대폰 수</translation>
    </message>
    <message>
        <source> phones</source>
        <translation>대</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작하기</translation>
    </message>
    <message>
        <source>Number of simulated helpers</source>
        <translation>가상 도우미 수</translation>
    </message>
    <message>
        <source>Simulated helpers: </source>
        <translation>가상 도우미: </translation>
    </message>
    <message>
        <source>No simulated helpers</source>
        <translation>가상 도우미 없음</translation>
    </message>
</context>
<context>
    <name>RemoteDialog</name>
    <message>
        <source>Not disconnected: this couldn&apos;t be saved ({cause}).</source>
        <translation>연결을 끊지 못했습니다. 저장할 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Disconnected. But the new key couldn&apos;t be saved ({cause}): after the next start, the old one is valid again.</source>
        <translation>연결을 끊었습니다. 그러나 새 키를 저장하지 못했습니다({cause}). 다음에 시작하면 이전 키를 다시 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>QR code for the remote</source>
        <translation>리모컨용 QR 코드</translation>
    </message>
    <message>
        <source>Use your phone as a remote</source>
        <translation>내 휴대폰을 리모컨으로 쓰기</translation>
    </message>
    <message>
        <source>Scan with your own phone. It can run your classes until the end of the day. Don&apos;t show this on the projector: anyone who scans it can run the class.</source>
        <translation>내 휴대폰으로만 찍으세요. 오늘 하루 동안 수업을 진행할 수 있습니다. 프로젝터에 띄우지 마세요. 이 QR 코드를 찍은 사람은 수업을 조작할 수 있습니다.</translation>
    </message>
    <message>
        <source>Disconnect all</source>
        <translation>모두 연결 해제</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>새 코드</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>This computer is in no network that phones can reach.</source>
        <translation>이 컴퓨터가 휴대폰이 연결할 수 있는 네트워크에 있지 않습니다.</translation>
    </message>
    <message>
        <source>Valid once, for {seconds} s</source>
        <translation>{seconds}초 안에 한 번만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>This code has expired.</source>
        <translation>이 코드는 시간이 지나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A phone is connected as remote.</source>
        <translation>리모컨 휴대폰이 연결되어 있습니다.</translation>
    </message>
    <message>
        <source>No phone is connected as remote.</source>
        <translation>연결된 리모컨이 없습니다.</translation>
    </message>
    <message>
        <source>A phone may lead, but is not connected now.</source>
        <translation>리모컨으로 쓸 수 있는 휴대폰이 있지만 지금은 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>A program with the instructor key may lead too.</source>
        <translation>강사 키로 로그인한 프로그램도 수업을 진행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Ends every remote and sign-in with the instructor key, and makes another key.</source>
        <translation>모든 리모컨과 강사 키 로그인을 끊고, 강사 키를 새로 만듭니다.</translation>
    </message>
</context>
<context>
    <name>RemoveSinceDialog</name>
    <message>
        <source>{count} selected</source>
        <translation>{count}명 선택</translation>
    </message>
    <message>
        <source>{name} will be removed</source>
        <translation>{name} 내보낼 예정</translation>
    </message>
    <message>
        <source>Remove {count}</source>
        <translation>{count}명 내보내기</translation>
    </message>
    <message>
        <source>Remove students who joined since…</source>
        <translation>이 시각부터 들어온 학생 내보내기</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Students, the last to join first</source>
        <translation>학생, 나중에 들어온 순서</translation>
    </message>
    <message>
        <source>Click a name to begin there. Whoever is removed by mistake can join again, unless the class is locked. To keep the others out, use a new class code or lock the class.</source>
        <translation>이름을 누르면 그 학생부터 고릅니다. 잘못 내보낸 학생은 입장을 막지 않았으면 다시 들어올 수 있습니다. 나머지가 다시 들어오지 못하게 하려면 수업 번호를 새로 만들거나 입장을 막으세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ReplayPanel</name>
    <message>
        <source>Time of the class</source>
        <translation>수업 시간</translation>
    </message>
    <message>
        <source>← → move in time, Ctrl+← → jump to the previous or next event</source>
        <translation>← → 시간 이동, Ctrl+← → 이전·다음 일로 이동</translation>
    </message>
    <message>
        <source>HELP</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>No one was waiting.</source>
        <translation>이때 기다리던 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Students waiting for help</source>
        <translation>도움을 기다린 사람</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>이전 일</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>다음 일</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>표</translation>
    </message>
    <message>
        <source>List</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Students at this moment, grid</source>
        <translation>이 순간의 학생, 표</translation>
    </message>
    <message>
        <source>Students at this moment, list</source>
        <translation>이 순간의 학생, 목록</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Finished</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Stayed to the end</source>
        <translation>끝까지 참여</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>먼저 나감</translation>
    </message>
    <message>
        <source>Never joined</source>
        <translation>들어오지 않음</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <source>Step {number} started</source>
        <translation>{number}단계 시작</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>계속함</translation>
    </message>
    <message>
        <source>Class ended</source>
        <translation>수업 끝</translation>
    </message>
    <message>
        <source>Class locked</source>
        <translation>입장 막음</translation>
    </message>
    <message>
        <source>Class unlocked</source>
        <translation>입장 허용</translation>
    </message>
    <message>
        <source>Message sent</source>
        <translation>메시지 보냄</translation>
    </message>
    <message>
        <source>Student removed</source>
        <translation>학생 내보냄</translation>
    </message>
    <message>
        <source>New class code</source>
        <translation>새 수업 번호</translation>
    </message>
    <message>
        <source>Resumed after interruption</source>
        <translation>중단 후 이어서 함</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>답하지 않음</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>가는 중</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>해결</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>스스로 취소</translation>
    </message>
    <message>
        <source>Student {number}</source>
        <translation>학생 {number}</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>수업 번호</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>연 시각</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝난 시각</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>수업 시간</translation>
    </message>
    <message>
        <source>Time paused</source>
        <translation>일시정지한 시간</translation>
    </message>
    <message>
        <source>Students who joined</source>
        <translation>참석한 학생</translation>
    </message>
    <message>
        <source>Finished every step</source>
        <translation>모든 단계 완료</translation>
    </message>
    <message>
        <source>Help requests</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Typical time, all steps</source>
        <translation>보통 걸린 시간(모든 단계)</translation>
    </message>
    <message>
        <source>Typical time, {timed} of {all} steps</source>
        <translation>보통 걸린 시간({timed}/{all}단계)</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Students</source>
        <translation>학생</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Final status</source>
        <translation>마지막 상태</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>들어온 시각</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>마지막 접속</translation>
    </message>
    <message>
        <source>Time in class</source>
        <translation>참여 시간</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>완료 단계</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Time on step</source>
        <translation>진행 시간</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>가장 빠름</translation>
    </message>
    <message>
        <source>Lower quartile</source>
        <translation>빠른 1/4</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>Upper quartile</source>
        <translation>느린 1/4</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>가장 느림</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>요청 시각</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>기다린 시간</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>Activity log</source>
        <translation>진행 기록</translation>
    </message>
    <message>
        <source>When</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Since start</source>
        <translation>시작 후</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>한 일</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>되돌림</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Start undone</source>
        <translation>시작 되돌림</translation>
    </message>
    <message>
        <source>Step {number} marked as done</source>
        <translation>{number}단계 완료로 표시</translation>
    </message>
    <message>
        <source>Step {number} marked as not done</source>
        <translation>{number}단계 완료 표시 취소</translation>
    </message>
    <message>
        <source>Students never visited</source>
        <translation>한 번도 살펴보지 못한 학생</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>살펴본 횟수</translation>
    </message>
    <message>
        <source>Longest without a visit</source>
        <translation>살펴보지 못한 최장 시간</translation>
    </message>
    <message>
        <source>On the roster, not here</source>
        <translation>명단에 있지만 안 온 수강생</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>안 옴</translation>
    </message>
    <message>
        <source>Helper joined</source>
        <translation>도우미 들어옴</translation>
    </message>
    <message>
        <source>Helper&apos;s part ended</source>
        <translation>도우미 역할 끝남</translation>
    </message>
    <message>
        <source>Helper {number}</source>
        <translation>도우미 {number}</translation>
    </message>
    <message>
        <source>Helped by</source>
        <translation>도운 사람</translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation>강사</translation>
    </message>
</context>
<context>
    <name>ReportExporter</name>
    <message>
        <source>Printing…</source>
        <translation>인쇄하는 중…</translation>
    </message>
    <message>
        <source>Saving the report…</source>
        <translation>보고서를 저장하는 중…</translation>
    </message>
    <message>
        <source>Finished (filled) and help requests (hatched), by step</source>
        <translation>단계별 완료(채운 막대)와 도움 요청(빗금 막대)</translation>
    </message>
    <message>
        <source>Time for each step</source>
        <translation>단계별 걸린 시간</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>{count}쪽 중 {number}쪽</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>엑셀 파일 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>Couldn&apos;t save the report</source>
        <translation>보고서를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Close the file if another program has it open, or choose another location.</source>
        <translation>다른 프로그램에서 파일을 열어 두었으면 닫거나, 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>{number}단계</translation>
    </message>
    <message>
        <source>Pictures that came with help requests</source>
        <translation>도움 요청과 함께 온 사진</translation>
    </message>
    <message>
        <source>The picture is not there any more.</source>
        <translation>사진이 남아 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Students</source>
        <translation>학생</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>다시 보기</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Activity log</source>
        <translation>진행 기록</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>보고서 나누기</translation>
    </message>
    <message>
        <source>Find a student</source>
        <translation>학생 찾기</translation>
    </message>
    <message>
        <source>No one asked for help.</source>
        <translation>도움을 요청한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>View picture</source>
        <translation>사진 보기</translation>
    </message>
    <message>
        <source>Choose a request that came with a picture.</source>
        <translation>사진이 함께 온 도움 요청을 고르세요.</translation>
    </message>
    <message>
        <source>Delete student…</source>
        <translation>학생 삭제…</translation>
    </message>
    <message>
        <source>Delete student</source>
        <translation>학생 삭제</translation>
    </message>
    <message>
        <source>Select a student first.</source>
        <translation>먼저 학생을 고르세요.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Table of the report</source>
        <translation>보고서 표</translation>
    </message>
</context>
<context>
    <name>RosterClashes</name>
    <message>
        <source>{name} got number {number}: the other was given away on another computer.</source>
        <translation>{name} 님의 번호는 {number}번이 되었습니다. 원래 번호는 다른 컴퓨터에서 먼저 썼습니다.</translation>
    </message>
    <message>
        <source>Another computer renamed this roster to “{title}” meanwhile.</source>
        <translation>그사이 다른 컴퓨터에서 이 명단의 이름을 “{title}”(으)로 바꿨습니다.</translation>
    </message>
    <message>
        <source>And more of the kind: {count}.</source>
        <translation>이 밖에 같은 경우가 {count}건 더 있습니다.</translation>
    </message>
    <message>
        <source>{name} was taken off on another computer, and stays off.</source>
        <translation>{name} 님은 다른 컴퓨터에서 명단에서 뺐으므로 다시 넣지 않았습니다.</translation>
    </message>
    <message>
        <source>{person} was changed on another computer, and was not removed.</source>
        <translation>{person} 님의 정보가 다른 컴퓨터에서 바뀌어 명단에서 빼지 않았습니다.</translation>
    </message>
    <message>
        <source>Another computer changed this first: {person}. Yours was not saved.</source>
        <translation>다른 컴퓨터에서 먼저 고쳤습니다: {person}. 여기서 고친 내용은 저장되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>RosterDialogs</name>
    <message>
        <source>New roster</source>
        <translation>새 명단</translation>
    </message>
    <message>
        <source>Rename the roster</source>
        <translation>명단 이름 바꾸기</translation>
    </message>
    <message>
        <source>Names from a file</source>
        <translation>파일에서 이름 가져오기</translation>
    </message>
    <message>
        <source>Excel workbooks and CSV files ({endings})</source>
        <translation>엑셀 파일와 CSV 파일({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>엑셀 파일 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export the roster</source>
        <translation>명단 내보내기</translation>
    </message>
    <message>
        <source>Delete “{title}”?</source>
        <translation>‘{title}’ 명단을 삭제할까요?</translation>
    </message>
    <message>
        <source>All {count} people on it are deleted, and you can&apos;t undo this. Reports of classes that you held with it stay, with the names of those who came.</source>
        <translation>명단의 수강생 {count}명이 모두 삭제되며 되돌릴 수 없습니다. 이 명단으로 연 수업의 보고서는 참석한 사람의 이름과 함께 남습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>This roster was deleted on another computer.</source>
        <translation>다른 컴퓨터에서 이 명단을 삭제했습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t read {file}</source>
        <translation>{file} 파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Nobody was added.</source>
        <translation>아무도 추가하지 않았습니다.</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>{path}에 저장했습니다</translation>
    </message>
    <message>
        <source>Couldn&apos;t save {file}</source>
        <translation>{file} 파일을 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>Close the file if another program has it open, or choose another location.</source>
        <translation>다른 프로그램에서 파일을 열어 두었으면 닫거나, 다른 위치를 고르세요.</translation>
    </message>
</context>
<context>
    <name>RosterList</name>
    <message>
        <source>People</source>
        <translation>명단</translation>
    </message>
    <message>
        <source>Rosters</source>
        <translation>명단 목록</translation>
    </message>
    <message>
        <source>New roster…</source>
        <translation>새 명단…</translation>
    </message>
    <message>
        <source>New roster</source>
        <translation>새 명단</translation>
    </message>
    <message>
        <source>People: {count}</source>
        <translation>수강생 {count}명</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Import a roster</source>
        <translation>명단 가져오기</translation>
    </message>
    <message>
        <source>Names from Excel or CSV. You can also drop the file on this page.</source>
        <translation>엑셀이나 CSV 파일의 이름을 가져옵니다. 파일을 이 화면에 끌어다 놓아도 됩니다.</translation>
    </message>
</context>
<context>
    <name>RosterWords</name>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>명단</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>파일에 내용이 없습니다.</translation>
    </message>
    <message>
        <source>This file is too large for a roster (more than {size} MB). Save the sheet with the names alone, as an Excel workbook (.xlsx) or CSV.</source>
        <translation>명단으로 쓰기에는 파일이 너무 큽니다({size} MB 초과). 이름이 있는 시트만 엑셀 파일(.xlsx)나 CSV로 저장하세요.</translation>
    </message>
    <message>
        <source>This file has more than {count} rows.</source>
        <translation>파일에 {count}줄이 넘게 있습니다.</translation>
    </message>
    <message>
        <source>The letters in this file cannot be read. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).</source>
        <translation>파일의 글자를 읽을 수 없습니다. ‘CSV UTF-8’이나 엑셀 파일(.xlsx)로 저장하세요.</translation>
    </message>
    <message>
        <source>This is a workbook of an old Excel (.xls), or one with a password. Save it as an Excel workbook (.xlsx) without a password.</source>
        <translation>오래된 엑셀 파일(.xls)이거나 암호가 걸린 파일입니다. 암호 없는 엑셀 파일(.xlsx)로 저장하세요.</translation>
    </message>
    <message>
        <source>This is no table of names. Choose an Excel workbook (.xlsx) or a CSV file.</source>
        <translation>이름이 든 표가 아닙니다. 엑셀 파일(.xlsx)나 CSV 파일을 고르세요.</translation>
    </message>
    <message>
        <source>This file is damaged. Open it in Excel or LibreOffice and save it again.</source>
        <translation>파일이 손상되었습니다. 엑셀이나 LibreOffice에서 열어 다시 저장하세요.</translation>
    </message>
    <message>
        <source>Left out: no name</source>
        <translation>제외: 이름 없음</translation>
    </message>
    <message>
        <source>Left out: longer than {count} letters</source>
        <translation>제외: {count}자보다 깁니다</translation>
    </message>
    <message>
        <source>Left out: not a name</source>
        <translation>제외: 이름이 아닙니다</translation>
    </message>
    <message>
        <source>Left out: a formula, not a name</source>
        <translation>제외: 이름이 아니라 수식입니다</translation>
    </message>
    <message>
        <source>Left out: the same as row {row}</source>
        <translation>제외: {row}번째 줄과 같습니다</translation>
    </message>
    <message>
        <source>Left out: on the roster already</source>
        <translation>제외: 이미 명단에 있습니다</translation>
    </message>
    <message>
        <source>Left out: a roster has at most {count} people</source>
        <translation>제외: 명단은 최대 {count}명입니다</translation>
    </message>
    <message>
        <source>“{text}” is not a number from 1 to {most}: a new one</source>
        <translation>‘{text}’: 1~{most}의 번호가 아니어서 새로 매김</translation>
    </message>
    <message>
        <source>Number {number} is in row {row}: a new one</source>
        <translation>{number}번은 {row}번째 줄에 있어서 새로 매김</translation>
    </message>
    <message>
        <source>Number {number} is on the roster: a new one</source>
        <translation>{number}번은 명단에 있어서 새로 매김</translation>
    </message>
    <message>
        <source>The same name as in row {row}</source>
        <translation>{row}번째 줄과 같은 이름</translation>
    </message>
    <message>
        <source>The same name is on the roster</source>
        <translation>명단에 같은 이름이 있음</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>{count} selected</source>
        <translation>{count}명 선택</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Remove {count} selected students</source>
        <translation>선택한 학생 {count}명 내보내기</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>선택 해제</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>선택 해제 (Esc)</translation>
    </message>
</context>
<context>
    <name>ServerForm</name>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>name or address, e.g. 192.168.0.5</source>
        <translation>이름 또는 주소(예: 192.168.0.5)</translation>
    </message>
    <message>
        <source>leave empty to use the one that is kept</source>
        <translation>비워 두면 저장된 비밀번호 사용</translation>
    </message>
    <message>
        <source>Only over an encrypted line</source>
        <translation>암호화된 연결만 사용</translation>
    </message>
    <message>
        <source>The password goes to this computer&apos;s own keyring, and into none of Classroom&apos;s files. Each computer has a user and a password of its own.</source>
        <translation>비밀번호는 이 컴퓨터의 암호 저장소에만 저장되고, 클래스룸의 파일에는 적히지 않습니다. 컴퓨터마다 사용자와 비밀번호가 따로 있습니다.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>YOU</source>
        <translation>강사</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>WINDOW</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면 모드</translation>
    </message>
    <message>
        <source>CLASS</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>리모컨</translation>
    </message>
    <message>
        <source>WI-FI</source>
        <translation>와이파이</translation>
    </message>
    <message>
        <source>Wi-Fi name</source>
        <translation>와이파이 이름</translation>
    </message>
    <message>
        <source>Wi-Fi password</source>
        <translation>와이파이 비밀번호</translation>
    </message>
    <message>
        <source>NETWORK CHECK</source>
        <translation>네트워크 점검</translation>
    </message>
    <message>
        <source>WHERE CLASSES ARE KEPT</source>
        <translation>수업 저장 위치</translation>
    </message>
    <message>
        <source>DATA</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>THIS COMPUTER</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save your name</source>
        <translation>이름 저장</translation>
    </message>
    <message>
        <source>Play a soft sound when someone asks for help</source>
        <translation>도움 요청이 오면 작은 소리로 알림</translation>
    </message>
    <message>
        <source>Let MobEdu app users join as guests</source>
        <translation>MobEdu 앱 사용자도 참여 허용(게스트)</translation>
    </message>
    <message>
        <source>While a class is open, your own phone can lead it: next step, pause, help.</source>
        <translation>수업이 열려 있는 동안 내 휴대폰으로 다음 단계, 일시정지, 도움을 다룰 수 있습니다.</translation>
    </message>
    <message>
        <source>Fill these in to show a QR code on the projector that connects phones to the Wi-Fi.</source>
        <translation>입력하면 프로젝터에 와이파이 연결 QR 코드가 나옵니다.</translation>
    </message>
    <message>
        <source>Use system setting</source>
        <translation>시스템 설정 따르기</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>“Not visited” sign after</source>
        <translation>‘아직 못 살펴봄’ 표시</translation>
    </message>
</context>
<context>
    <name>SideRail</name>
    <message>
        <source>Class</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>교안</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>People</source>
        <translation>명단</translation>
    </message>
</context>
<context>
    <name>StartFaultDialog</name>
    <message>
        <source>Another port</source>
        <translation>다른 포트</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>다른 폴더 선택…</translation>
    </message>
    <message>
        <source>Start empty</source>
        <translation>빈 상태로 시작</translation>
    </message>
    <message>
        <source>Use this computer&apos;s data</source>
        <translation>이 컴퓨터의 데이터 쓰기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring can&apos;t be used. Untick “Keep it in this computer&apos;s keyring”: you will be asked for the password at each start.</source>
        <translation>이 컴퓨터의 암호 저장소를 쓸 수 없습니다. ‘이 컴퓨터의 암호 저장소에 저장’을 끄면, 시작할 때마다 비밀번호를 묻습니다.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Folder for the data</source>
        <translation>데이터를 둘 폴더</translation>
    </message>
    <message>
        <source>It does not answer: end it, and try again.</source>
        <translation>응답이 없습니다. 그 프로그램을 끝낸 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Lessons and classes stay in the old folder: the new one starts with what is in it.</source>
        <translation>교안과 수업 기록은 원래 폴더에 그대로 있습니다. 다른 폴더를 고르면 그 폴더에 있는 데이터로 시작합니다.</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>로그 폴더 열기</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>This time on this computer</source>
        <translation>이번만 이 컴퓨터에 저장</translation>
    </message>
    <message>
        <source>Keep it in this computer&apos;s keyring</source>
        <translation>이 컴퓨터의 암호 저장소에 저장</translation>
    </message>
    <message>
        <source>“This time on this computer” starts with the lessons and classes of this computer alone. Classes that you lead then stay here: they are not copied to the server later. The next start tries the server again.</source>
        <translation>‘이번만 이 컴퓨터에 저장’을 누르면 이 컴퓨터에 있는 교안과 수업만으로 시작합니다. 그동안 진행한 수업은 이 컴퓨터에 남고, 나중에 서버로 옮겨지지 않습니다. 다음에 시작할 때는 다시 서버에 연결합니다.</translation>
    </message>
    <message>
        <source>Phones then come to another address: use the QR code that the program shows. Codes that were printed or saved with the old port no longer work.</source>
        <translation>휴대폰이 접속할 주소가 바뀝니다. 프로그램에 새로 나오는 QR 코드를 쓰세요. 전에 인쇄하거나 저장해 둔 코드는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>This computer has older data in {own}. “Start empty” begins without lessons, in {folder}. What is on the drive is there again when you start with it plugged in.</source>
        <translation>이 컴퓨터의 {own}에 이전 데이터가 있습니다. “빈 상태로 시작”을 누르면 교안 없이 {folder}에서 새로 시작합니다. 드라이브에 있는 데이터는 드라이브를 꽂고 시작하면 다시 나타납니다.</translation>
    </message>
    <message>
        <source>“Start empty” begins without lessons, in {folder}. What is on the drive is there again when you start with it plugged in.</source>
        <translation>“빈 상태로 시작”을 누르면 교안 없이 {folder}에서 새로 시작합니다. 드라이브에 있는 데이터는 드라이브를 꽂고 시작하면 다시 나타납니다.</translation>
    </message>
    <message>
        <source>Port {port} cannot be had ({cause}): choose another.</source>
        <translation>{port}번 포트를 쓸 수 없습니다({cause}). 다른 번호를 고르세요.</translation>
    </message>
    <message>
        <source>Show the running one</source>
        <translation>켜져 있는 창 보기</translation>
    </message>
    <message>
        <source>Start with this port</source>
        <translation>이 포트로 시작</translation>
    </message>
    <message>
        <source>Start without it</source>
        <translation>빼고 시작</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Use the folder that I choose from now on</source>
        <translation>고른 폴더를 앞으로도 사용</translation>
    </message>
    <message>
        <source>Use this port from now on</source>
        <translation>이 포트를 앞으로도 사용</translation>
    </message>
    <message>
        <source>{folder} cannot be written ({cause}): choose another.</source>
        <translation>{folder} 폴더에 쓸 수 없습니다({cause}). 다른 폴더를 고르세요.</translation>
    </message>
</context>
<context>
    <name>ServerCopies</name>
    <message>
        <source>For all computers of the school it is gone at once. Copies stay in the server&apos;s log and its backups until those are overwritten or deleted, and pictures on another computer until that one runs without an open class.</source>
        <translation>학교의 모든 컴퓨터에서 바로 사라집니다. 다만 서버의 로그와 백업에는 덮어쓰거나 지울 때까지 사본이 남고, 다른 컴퓨터에 있는 사진은 그 컴퓨터가 켜져 있고 열린 수업이 없을 때 지워집니다.</translation>
    </message>
</context>
<context>
    <name>StartFaults</name>
    <message>
        <source>An error in the program itself has ended it ({cause}).</source>
        <translation>프로그램 오류로 끝났습니다({cause}).</translation>
    </message>
    <message>
        <source>Classroom cannot start yet</source>
        <translation>아직 클래스룸을 시작할 수 없습니다</translation>
    </message>
    <message>
        <source>Classroom has stopped</source>
        <translation>클래스룸이 멈췄습니다</translation>
    </message>
    <message>
        <source>Classroom is running already, with the data folder {place}.</source>
        <translation>클래스룸이 이미 켜져 있습니다. 데이터 폴더: {place}</translation>
    </message>
    <message>
        <source>Close that program and try again, or take another port.</source>
        <translation>그 프로그램을 닫고 다시 시도하거나, 다른 포트를 쓰세요.</translation>
    </message>
    <message>
        <source>Connect its drive or make room on it and try again, or choose another folder.</source>
        <translation>드라이브를 연결하거나 공간을 비운 뒤 다시 시도하거나, 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Your lessons and classes are not there: {place} is missing or empty.</source>
        <translation>교안과 수업 기록을 찾을 수 없습니다. 폴더 {place}이(가) 없거나 비어 있습니다.</translation>
    </message>
    <message>
        <source>If they are on a memory stick or another drive, plug it in and try again. Nothing was deleted or changed.</source>
        <translation>USB 메모리나 다른 드라이브에 두었다면, 꽂은 뒤 다시 시도하세요. 지워지거나 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Connect to the network that it belongs to and try again, or take “--host” out of the shortcut that starts this program.</source>
        <translation>그 주소가 있는 네트워크에 연결한 뒤 다시 시도하거나, 이 프로그램의 바로 가기에서 “--host”를 지우세요.</translation>
    </message>
    <message>
        <source>Go on in its window. If it has none, end it (Task Manager, Activity Monitor) and try again.</source>
        <translation>켜져 있는 창에서 계속하세요. 창이 없으면 그 프로그램을 끝낸 뒤(작업 관리자, 활성 상태 보기) 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Another Classroom has the database {place} (its data folder: {cause}).</source>
        <translation>다른 클래스룸이 데이터베이스 {place}을(를) 쓰고 있습니다(데이터 폴더: {cause}).</translation>
    </message>
    <message>
        <source>Go on in its window, or end it and try again: a database belongs to one program at a time.</source>
        <translation>그 창에서 계속하거나, 그 프로그램을 끝낸 뒤 다시 시도하세요. 데이터베이스는 한 번에 한 프로그램만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Classroom on the computer {cause} is using the same data.</source>
        <translation>컴퓨터 {cause}의 클래스룸이 같은 데이터를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>End it there and try again. If it isn&apos;t running there any more, or the name of this computer was changed: delete the file {place} and try again.</source>
        <translation>그 컴퓨터에서 끝낸 뒤 다시 시도하세요. 그곳에서 이미 끝났거나 이 컴퓨터의 이름이 바뀌었다면, 파일 {place}을(를) 지우고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Install the newer version, or choose another folder.</source>
        <translation>새 버전을 설치하거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Correct the file and try again, or start without it.</source>
        <translation>파일을 고쳐서 다시 시도하거나, 빼고 시작하세요.</translation>
    </message>
    <message>
        <source>Port {port} is used by another program.</source>
        <translation>{port}번 포트를 다른 프로그램이 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Check that its folder can be written and has room, and try again. If the file is damaged, choose an empty folder and restore your last backup there.</source>
        <translation>그 폴더에 쓸 수 있고 공간이 남아 있는지 확인한 뒤 다시 시도하세요. 파일이 손상되었다면 빈 폴더를 골라 시작하고 마지막 백업을 복원하세요.</translation>
    </message>
    <message>
        <source>Start without it, and correct the shortcut.</source>
        <translation>빼고 시작하고, 바로 가기를 고치세요.</translation>
    </message>
    <message>
        <source>Take another port.</source>
        <translation>다른 포트를 쓰세요.</translation>
    </message>
    <message>
        <source>The data folder {place} cannot be used ({cause}).</source>
        <translation>데이터 폴더 {place}을(를) 쓸 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>The data in {place} was made by a newer version of this program (revision {cause}). Nothing was changed.</source>
        <translation>{place}의 데이터는 이 프로그램의 새 버전에서 만든 것입니다(리비전 {cause}). 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>The server with the classes can&apos;t be reached: {place} ({cause}).</source>
        <translation>수업이 저장된 서버에 연결할 수 없습니다: {place} ({cause}).</translation>
    </message>
    <message>
        <source>See that the server is on and that this computer is in its network, then try again.</source>
        <translation>서버가 켜져 있고 이 컴퓨터가 같은 네트워크에 있는지 확인한 뒤 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Can&apos;t log in to {place}: {cause}.</source>
        <translation>{place}에 로그인할 수 없습니다: {cause}.</translation>
    </message>
    <message>
        <source>Type the password. If it was changed, ask who looks after the server.</source>
        <translation>비밀번호를 입력해 주세요. 비밀번호가 바뀌었다면 서버 관리자에게 문의하세요.</translation>
    </message>
    <message>
        <source>The server {place} does not let this computer in ({cause}).</source>
        <translation>서버 {place}에서 이 컴퓨터의 접속을 허용하지 않습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server to allow this computer and its user in pg_hba.conf.</source>
        <translation>서버 관리자에게 pg_hba.conf에서 이 컴퓨터와 사용자를 허용해 달라고 요청하세요.</translation>
    </message>
    <message>
        <source>The server {place} knows no such database or user ({cause}).</source>
        <translation>서버 {place}에 그런 데이터베이스나 사용자가 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Check how the database and the user are called.</source>
        <translation>데이터베이스와 사용자의 이름을 확인해 주세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s user lacks a right at {place} ({cause}).</source>
        <translation>이 컴퓨터의 사용자에게 {place}에 필요한 권한이 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server for the rights that a computer needs.</source>
        <translation>서버 관리자에게 필요한 권한을 요청하세요.</translation>
    </message>
    <message>
        <source>There is no encrypted line to {place} ({cause}).</source>
        <translation>{place}에 암호화된 연결을 만들 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server to switch encryption on (ssl = on). In a network that you trust you can do without it: untick “Only over an encrypted line” in Settings.</source>
        <translation>서버 관리자에게 암호화(ssl = on)를 켜 달라고 요청하세요. 믿을 수 있는 네트워크라면 설정에서 ‘암호화된 연결만 사용’을 끄고 쓸 수도 있습니다.</translation>
    </message>
    <message>
        <source>The certificate of {place} can&apos;t be trusted ({cause}).</source>
        <translation>{place}의 인증서를 믿을 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Another computer may be posing as your server. Ask who looks after the server for the right address and certificate file.</source>
        <translation>다른 컴퓨터가 학교 서버인 척하는 것일 수 있습니다. 서버 관리자에게 올바른 주소와 인증서 파일을 받으세요.</translation>
    </message>
    <message>
        <source>{place} does not prove that it is your server ({cause}).</source>
        <translation>{place}이(가) 학교 서버인지 확인할 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server to check passwords with scram-sha-256. In a network that you trust you can untick “Only over an encrypted line” in Settings.</source>
        <translation>서버 관리자에게 비밀번호 확인 방식을 scram-sha-256으로 바꿔 달라고 요청하세요. 믿을 수 있는 네트워크라면 설정에서 ‘암호화된 연결만 사용’을 끌 수도 있습니다.</translation>
    </message>
    <message>
        <source>The server {place} takes no more connections ({cause}).</source>
        <translation>서버 {place}에 더 연결할 수 없습니다({cause}).</translation>
    </message>
    <message>
        <source>Close Classroom where it is not needed, and try again.</source>
        <translation>쓰지 않는 컴퓨터에서 클래스룸을 닫고 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>What talks to a PostgreSQL server is not installed.</source>
        <translation>PostgreSQL 서버와 통신하는 부분이 설치되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Install Classroom from its package, or with pipx and [postgresql].</source>
        <translation>클래스룸을 설치 파일로 설치하거나, pipx로 [postgresql]과 함께 설치해 주세요.</translation>
    </message>
    <message>
        <source>The server {place} is too old ({cause}).</source>
        <translation>서버 {place}의 버전이 너무 오래되었습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server for PostgreSQL 14 or newer.</source>
        <translation>서버 관리자에게 PostgreSQL 14 이상을 설치해 달라고 요청하세요.</translation>
    </message>
    <message>
        <source>A connection pooler such as PgBouncer stands before {place}, and mixes up connections that must stay apart.</source>
        <translation>{place} 앞에 PgBouncer 같은 연결 풀러가 있어, 따로 있어야 할 연결이 섞입니다.</translation>
    </message>
    <message>
        <source>Give the address and the port of PostgreSQL itself.</source>
        <translation>PostgreSQL의 주소와 포트를 직접 입력해 주세요.</translation>
    </message>
    <message>
        <source>The server {place} is a standby, which can only be read.</source>
        <translation>서버 {place}은(는) 읽기만 할 수 있는 예비 서버입니다.</translation>
    </message>
    <message>
        <source>Give the address of the main server.</source>
        <translation>주 서버의 주소를 입력해 주세요.</translation>
    </message>
    <message>
        <source>The database {place} cannot hold every name ({cause}).</source>
        <translation>데이터베이스 {place}에는 저장할 수 없는 이름이 있습니다({cause}).</translation>
    </message>
    <message>
        <source>Ask who looks after the server to make it anew with the encoding UTF8.</source>
        <translation>서버 관리자에게 UTF8 인코딩으로 데이터베이스를 다시 만들어 달라고 요청하세요.</translation>
    </message>
    <message>
        <source>The data at {place} has to be brought up to date for this version, and other computers are using it: {cause}. Nothing was changed.</source>
        <translation>{place}의 데이터를 이 버전에 맞게 바꿔야 하는데, 다른 컴퓨터에서 쓰고 있습니다: {cause}. 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>Close Classroom on these computers and try again here. Then update it on them too.</source>
        <translation>그 컴퓨터들에서 이 프로그램을 닫고 여기서 다시 시도하세요. 그런 다음 그 컴퓨터들에도 새 버전을 설치하세요.</translation>
    </message>
    <message>
        <source>The database {place} cannot be used: {cause}.</source>
        <translation>데이터베이스 {place}을(를) 쓸 수 없습니다: {cause}.</translation>
    </message>
    <message>
        <source>Try again. If it stays so, ask who looks after the server.</source>
        <translation>다시 시도해 주세요. 계속 안 되면 서버 관리자에게 문의하세요.</translation>
    </message>
    <message>
        <source>The lesson file {place} cannot be used: {cause}</source>
        <translation>교안 파일 {place}을(를) 쓸 수 없습니다: {cause}</translation>
    </message>
    <message>
        <source>The program was started with an option that it cannot use: {cause}</source>
        <translation>쓸 수 없는 옵션으로 시작했습니다: {cause}</translation>
    </message>
    <message>
        <source>Port {port} is kept by another program or by the system.</source>
        <translation>{port}번 포트를 다른 프로그램이나 시스템이 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>What was stored is kept: start it again. If it happens again, copy the details and send them to whoever helps you. More is in the log files in {place}.</source>
        <translation>저장된 것은 그대로 있으니 다시 켜세요. 또 생기면 자세한 내용을 복사해 도와줄 사람에게 보내세요. 로그 파일은 {place}에 있습니다.</translation>
    </message>
    <message>
        <source>{host} is no address of this computer ({cause}).</source>
        <translation>{host}은(는) 이 컴퓨터의 주소가 아닙니다({cause}).</translation>
    </message>
    <message>
        <source>The data folder {place} is on another computer ({cause}), where a database cannot be kept safely.</source>
        <translation>데이터 폴더 {place}은(는) 다른 컴퓨터에 있어({cause}) 데이터를 안전하게 보관할 수 없습니다.</translation>
    </message>
    <message>
        <source>Choose a folder on this computer&apos;s own disk.</source>
        <translation>이 컴퓨터의 디스크에 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Another program has {place} open ({cause}).</source>
        <translation>다른 프로그램이 {place}을(를) 열어 두고 있습니다({cause}).</translation>
    </message>
    <message>
        <source>Close that program and try again.</source>
        <translation>그 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>Encryption</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>Encrypt classes (https)</source>
        <translation>수업 암호화하기(https)</translation>
    </message>
    <message>
        <source>Keeps others on the Wi-Fi from seeing class data. Each phone must install a certificate once; a page guides students through it.</source>
        <translation>같은 와이파이의 다른 사람이 내용을 볼 수 없게 됩니다. 휴대폰마다 처음 한 번 인증서를 설치해야 하며, 방법은 휴대폰 화면에서 차례로 안내합니다.</translation>
    </message>
    <message>
        <source>The certificate is good for this computer alone ({hosts}), until {day}. At another address, or later, phones install another.</source>
        <translation>인증서는 이 컴퓨터({hosts})에서만, {day}까지 쓸 수 있습니다. 컴퓨터의 주소가 바뀌거나 그날이 지나면 휴대폰에 새 인증서를 설치합니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s settings and the photos of its classes are copied to {folder}, which will be used from now on. Your current folder is left as it is.</source>
        <translation>이 컴퓨터의 설정과 수업에서 받은 사진을 {folder}에 복사하고, 앞으로 그 폴더를 사용합니다. 지금 폴더는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Turn on encryption?</source>
        <translation>수업 암호화를 켤까요?</translation>
    </message>
    <message>
        <source>The QR code then takes phones to a page that guides students through installing the certificate, once for each phone. Allow a few minutes for it before the first class.</source>
        <translation>QR 코드를 찍으면 인증서 설치 방법을 알려 주는 안내 화면이 먼저 나옵니다. 휴대폰마다 처음 한 번만 하면 됩니다. 첫 수업 전에 몇 분 여유를 두세요.</translation>
    </message>
    <message>
        <source>Turn off encryption?</source>
        <translation>암호화를 끌까요?</translation>
    </message>
    <message>
        <source>Phones can join without setup, but others on the Wi-Fi could see class data.</source>
        <translation>휴대폰이 다시 바로 들어올 수 있지만, 같은 와이파이의 다른 사람이 내용을 볼 수도 있습니다.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>데이터 폴더</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>적용하고 다시 시작</translation>
    </message>
    <message>
        <source>Use this port and restart</source>
        <translation>이 포트로 다시 시작</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Change the data folder</source>
        <translation>데이터 폴더 바꾸기</translation>
    </message>
    <message>
        <source>Changing any of these restarts the program. It takes a few seconds.</source>
        <translation>바꾸면 프로그램이 다시 시작됩니다. 몇 초 걸립니다.</translation>
    </message>
    <message>
        <source>A class is open. End it first.</source>
        <translation>수업이 열려 있습니다. 먼저 수업을 끝내 주세요.</translation>
    </message>
    <message>
        <source>Classroom already uses this port.</source>
        <translation>지금 쓰고 있는 포트입니다.</translation>
    </message>
    <message>
        <source>Port {port} isn&apos;t available ({cause}). Choose another.</source>
        <translation>{port}번 포트를 쓸 수 없습니다({cause}). 다른 번호를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a data folder</source>
        <translation>데이터 폴더 고르기</translation>
    </message>
    <message>
        <source>This folder can&apos;t be used ({cause}). Choose another.</source>
        <translation>이 폴더를 쓸 수 없습니다({cause}). 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>This folder is on another computer ({place}), where data can&apos;t be kept safely. Choose one on this computer.</source>
        <translation>이 폴더는 다른 컴퓨터에 있어({place}) 데이터를 안전하게 보관할 수 없습니다. 이 컴퓨터에 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Better choose another folder: {service} synchronizes this one during a class, which can damage the data. Keep a backup here instead.</source>
        <translation>다른 폴더를 고르는 것이 좋습니다. 이 폴더는 {service}에서 동기화하므로 수업 중에 데이터가 손상될 수 있습니다. 대신 백업 파일을 여기에 보관하세요.</translation>
    </message>
    <message>
        <source>{folder} already contains Classroom data, which will be used from now on. Your current folder is left as it is.</source>
        <translation>{folder}에 이미 이 프로그램의 데이터가 있습니다. 이제부터 그 데이터를 씁니다. 지금 폴더의 내용은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>All lessons, classes and settings are copied to {folder}, which will be used from now on. Your current folder is left as it is.</source>
        <translation>모든 교안, 수업, 설정을 {folder}에 복사해 이제부터 거기서 씁니다. 지금 폴더는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Change the data folder?</source>
        <translation>데이터 폴더를 바꿀까요?</translation>
    </message>
    <message>
        <source>Change and restart</source>
        <translation>바꾸고 다시 시작</translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message>
        <source>Step {number} of {total}</source>
        <translation>{total}단계 중 {number}단계</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{total}명 중 {done}명 완료</translation>
    </message>
</context>
<context>
    <name>StepForm</name>
    <message>
        <source>Step {number}</source>
        <translation>{number}단계</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>설정 열기</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Shown in large text on the phone</source>
        <translation>휴대폰에 큰 글자로 보입니다</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>소리로 읽어 줄 말</translation>
    </message>
    <message>
        <source>If blank, the title and instructions are read aloud</source>
        <translation>비워 두면 제목과 할 일을 읽어 줍니다</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>덧붙이는 설명</translation>
    </message>
    <message>
        <source>Shown in small text below the instructions</source>
        <translation>할 일 아래에 작은 글자로 보입니다</translation>
    </message>
    <message>
        <source>Text on the button</source>
        <translation>버튼에 쓰인 글자</translation>
    </message>
    <message>
        <source>Spoken name of the button</source>
        <translation>버튼의 음성 안내 이름</translation>
    </message>
    <message>
        <source>View id</source>
        <translation>뷰 ID</translation>
    </message>
    <message>
        <source>App package</source>
        <translation>앱 패키지</translation>
    </message>
    <message>
        <source>More</source>
        <translation>추가 항목</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>추가 항목</translation>
    </message>
    <message>
        <source>Used by the Android app to find the button.</source>
        <translation>아래는 안드로이드 앱이 버튼을 찾는 데 씁니다.</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Can&apos;t cover a part of this picture.</source>
        <translation>이 사진은 가릴 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>StepModel</name>
    <message>
        <source>Double-click to start this step.</source>
        <translation>두 번 누르면 이 단계를 시작합니다.</translation>
    </message>
    <message>
        <source>past</source>
        <translation>지난 단계</translation>
    </message>
    <message>
        <source>current</source>
        <translation>지금 단계</translation>
    </message>
    <message>
        <source>upcoming</source>
        <translation>앞으로 할 단계</translation>
    </message>
    <message>
        <source>Step {number}: {title} ({phase}). {done} of {total} done.</source>
        <translation>{number}단계: {title} ({phase}). {total}명 중 {done}명 완료.</translation>
    </message>
</context>
<context>
    <name>StepPictures</name>
    <message>
        <source>Can&apos;t open HEIC pictures, as iPhones and newer Galaxy phones take them. Take a screenshot of the picture on the phone and use that, or save the picture as JPEG in a photo app first.</source>
        <translation>iPhone과 최신 갤럭시의 HEIC 사진은 열 수 없습니다. 휴대폰에서 사진을 띄워 화면을 캡처해 쓰거나, 사진 앱에서 JPEG로 저장한 뒤 다시 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t open this picture. It may be damaged or too large. Choose a JPEG or PNG file.</source>
        <translation>이 사진을 열 수 없습니다. 손상되었거나 너무 큰 사진일 수 있습니다. JPEG나 PNG 파일을 선택하세요.</translation>
    </message>
</context>
<context>
    <name>StepWatch</name>
    <message>
        <source>Step {number} has started.</source>
        <translation>{number}단계를 시작했습니다.</translation>
    </message>
    <message>
        <source>Left behind: {names}</source>
        <translation>아직 못 마침: {names}</translation>
    </message>
    <message>
        <source>The class has not started.</source>
        <translation>수업이 아직 시작 전입니다.</translation>
    </message>
    <message>
        <source>Back on step {number}.</source>
        <translation>{number}단계로 돌아왔습니다.</translation>
    </message>
    <message>
        <source>Undo goes back {count} steps.</source>
        <translation>되돌리기를 누르면 {count}단계를 되돌립니다.</translation>
    </message>
    <message>
        <source>A second press within {seconds} s did not count: keys and presenter remotes often repeat.</source>
        <translation>{seconds}초 안에 다시 누른 것은 세지 않았습니다. 키나 발표용 리모컨은 두 번 눌릴 때가 많습니다.</translation>
    </message>
</context>
<context>
    <name>StepsPanel</name>
    <message>
        <source>STEPS</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Steps of the lesson</source>
        <translation>교안의 단계</translation>
    </message>
</context>
<context>
    <name>StudentModel</name>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진도</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>현재 단계</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>걸린 시간</translation>
    </message>
</context>
<context>
    <name>StudentsPanel</name>
    <message>
        <source>STUDENTS</source>
        <translation>학생</translation>
    </message>
    <message>
        <source>Find a student</source>
        <translation>학생 찾기</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>카드</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>표</translation>
    </message>
    <message>
        <source>{view} (V to switch)</source>
        <translation>{view} (V로 바꿈)</translation>
    </message>
    <message>
        <source>Students, {view}</source>
        <translation>학생, {view}</translation>
    </message>
    <message>
        <source>No matches. Press Esc to clear the search, or choose “All”.</source>
        <translation>해당하는 학생이 없습니다. Esc를 누르면 검색어가 지워지고, “전체”를 누르면 모두 보입니다.</translation>
    </message>
    <message>
        <source>No one has joined yet. Show the QR code, or have students go to the address above and enter the code.</source>
        <translation>아직 들어온 학생이 없습니다. QR 코드를 보여 주거나, 위 주소로 들어가 수업 번호를 넣게 하세요.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Remove {count} students…</source>
        <translation>학생 {count}명 내보내기…</translation>
    </message>
    <message>
        <source>Was there: {count} students</source>
        <translation>{count}명에게 다녀왔어요</translation>
    </message>
</context>
<context>
    <name>TableExporter</name>
    <message>
        <source>Excel workbook (.xlsx)…</source>
        <translation>엑셀 통합 문서(.xlsx)…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>엑셀 통합 문서 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>인쇄하는 중…</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>{path}에 저장했습니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>프린터로 보냈습니다.</translation>
    </message>
    <message>
        <source>Couldn&apos;t save</source>
        <translation>저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Close the file if another program has it open, or choose another location.</source>
        <translation>다른 프로그램에서 이 파일을 열어 두었다면 닫거나, 다른 위치를 고르세요.</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Something unexpected went wrong ({what}). Details are in the log.</source>
        <translation>예상하지 못한 문제가 생겼습니다({what}). 자세한 내용은 로그에 있습니다.</translation>
    </message>
</context>
<context>
    <name>TicketCard</name>
    <message>
        <source>Reply…</source>
        <translation>답하기…</translation>
    </message>
    <message>
        <source>On my way</source>
        <translation>지금 갑니다</translation>
    </message>
    <message>
        <source>Tell the student you&apos;re on your way</source>
        <translation>가고 있다고 학생에게 알립니다</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>해결</translation>
    </message>
    <message>
        <source>Remove this request from the queue</source>
        <translation>요청을 목록에서 지웁니다</translation>
    </message>
    <message>
        <source>Send a message to this student</source>
        <translation>이 학생에게 메시지를 보냅니다</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>View the photo</source>
        <translation>학생이 보낸 사진을 봅니다</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>{number}단계</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>연결 끊김</translation>
    </message>
    <message>
        <source>you are on the way</source>
        <translation>가는 중</translation>
    </message>
    <message>
        <source>The student knows you&apos;re coming.</source>
        <translation>학생에게 이미 알렸습니다.</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>아직 못 봄</translation>
    </message>
    <message>
        <source>The student&apos;s phone shows it once it wakes.</source>
        <translation>학생의 휴대폰이 켜지면 보입니다.</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>대기로 되돌리기</translation>
    </message>
    <message>
        <source>Nobody is on the way any more; the student waits in the old place</source>
        <translation>아무도 가지 않는 것으로 하고, 학생은 원래 순서에서 다시 기다립니다</translation>
    </message>
    <message>
        <source>on the way: {names}</source>
        <translation>가는 중: {names} 선생님</translation>
    </message>
</context>
<context>
    <name>TimesCard</name>
    <message>
        <source>Time for each step</source>
        <translation>단계별 걸린 시간</translation>
    </message>
    <message>
        <source>A box for each step. The table has the same numbers.</source>
        <translation>단계마다 상자 하나입니다. 표에 같은 숫자가 있습니다.</translation>
    </message>
    <message>
        <source>Box: the middle half. Thick line: the median. Thin lines: quickest to slowest. Pauses aren&apos;t counted. Late joiners are timed from when they joined.</source>
        <translation>상자: 가운데 절반. 굵은 선: 중앙값. 가는 선: 가장 빠른 사람부터 가장 느린 사람까지. 일시정지는 빼고, 늦게 온 사람은 들어온 때부터 셉니다.</translation>
    </message>
</context>
<context>
    <name>TitleDialog</name>
    <message>
        <source>Such as: Smartphone course, spring</source>
        <translation>예: 스마트폰 기초반 봄학기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Class code {code}</source>
        <translation>수업 번호 {code}</translation>
    </message>
    <message>
        <source>{here} of {total} here</source>
        <translation>{total}명 중 {here}명 참석</translation>
    </message>
    <message>
        <source>No network for phones</source>
        <translation>휴대폰용 네트워크 없음</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>연습 수업</translation>
    </message>
    <message>
        <source>What students type to join</source>
        <translation>학생이 입력하는 수업 번호</translation>
    </message>
</context>
<context>
    <name>UnclearBanner</name>
    <message>
        <source>This step may be unclear: {stuck} of {here} are stuck.</source>
        <translation>이 단계에서 많이 막히고 있습니다({here}명 중 {stuck}명). 다시 설명해 주세요.</translation>
    </message>
</context>
<context>
    <name>VisitMinutes</name>
    <message>
        <source> min</source>
        <translation>분 뒤</translation>
    </message>
    <message>
        <source>No sign</source>
        <translation>표시하지 않음</translation>
    </message>
    <message>
        <source>Students whom nobody has visited for this long get a sign on the board</source>
        <translation>이 시간 동안 아무도 살펴보지 못한 학생에게 표시가 붙습니다</translation>
    </message>
</context>
<context>
    <name>VisitNotes</name>
    <message>
        <source>Was there</source>
        <translation>다녀왔어요</translation>
    </message>
    <message>
        <source>Visited: {names}</source>
        <translation>살펴봄: {names}</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 외 {count}명</translation>
    </message>
</context>
<context>
    <name>WelcomePanel</name>
    <message>
        <source>Welcome</source>
        <translation>환영합니다</translation>
    </message>
    <message>
        <source>Students see this name next to your messages.</source>
        <translation>학생에게 메시지를 보낼 때 이 이름이 보입니다.</translation>
    </message>
    <message>
        <source>YOUR NAME</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Add the sample lessons</source>
        <translation>예제 교안 추가</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작하기</translation>
    </message>
    <message>
        <source>With screenshots from your phone, a lesson of your own takes five minutes.</source>
        <translation>내 휴대폰의 화면 캡처로 5분이면 내 교안을 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Your first own lesson</source>
        <translation>처음 만드는 내 교안</translation>
    </message>
    <message>
        <source>How to make a lesson, in the guide</source>
        <translation>교안 만드는 방법을 안내서에서 보기</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>Needs help</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>막힘</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>연결 끊김</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>하는 중</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>들어오는 중</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>연결 끊김</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>아직 안 들어옴</translation>
    </message>
    <message>
        <source>waiting to start</source>
        <translation>시작 대기</translation>
    </message>
    <message>
        <source>on step {number}</source>
        <translation>{number}단계</translation>
    </message>
    <message>
        <source>On this step for {time}, longer than {limit}.</source>
        <translation>이 단계에서 {time} 지남 (기준 {limit}).</translation>
    </message>
    <message>
        <source>On this step for {time}. Half of those who finished took {median} or less.</source>
        <translation>이 단계에서 {time} 지남. 마친 사람의 절반은 {median} 안에 끝냈습니다.</translation>
    </message>
    <message>
        <source>{done} of {total} steps done</source>
        <translation>{total}단계 중 {done}단계 완료</translation>
    </message>
    <message>
        <source>steps missed: {count}</source>
        <translation>못 한 단계 {count}개</translation>
    </message>
    <message>
        <source>not visited for {count} min</source>
        <translation>{count}분째 못 살펴봄</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>안 옴</translation>
    </message>
    <message>
        <source>number {number}</source>
        <translation>{number}번</translation>
    </message>
    <message>
        <source>on another phone now, while the first was still connected</source>
        <translation>다른 휴대폰으로 바뀜(먼저 쓰던 휴대폰도 연결되어 있었음)</translation>
    </message>
    <message>
        <source>New phone?</source>
        <translation>새 휴대폰?</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Press Ctrl+Enter to send.</source>
        <translation>Ctrl+Enter를 누르면 보냅니다.</translation>
    </message>
    <message>
        <source>Type a message first.</source>
        <translation>먼저 내용을 쓰세요.</translation>
    </message>
    <message>
        <source>Message is too long.</source>
        <translation>메시지가 너무 깁니다.</translation>
    </message>
    <message>
        <source>Enter: new line · {keys}: send</source>
        <translation>Enter: 줄 바꿈 · {keys}: 보내기</translation>
    </message>
</context>
<context>
    <name>WrongPersonDialog</name>
    <message>
        <source>Who is not {name}?</source>
        <translation>누가 {name} 님이 아닌가요?</translation>
    </message>
    <message>
        <source>The phone that came last</source>
        <translation>나중에 들어온 휴대폰</translation>
    </message>
    <message>
        <source>It is asked for its number again. What was done on it since is undone, and the first phone has the seat back.</source>
        <translation>그 휴대폰에서 번호를 다시 묻습니다. 그동안 한 것은 되돌리고, 먼저 쓰던 휴대폰이 자리를 되찾습니다.</translation>
    </message>
    <message>
        <source>The phone that was here before</source>
        <translation>먼저 쓰던 휴대폰</translation>
    </message>
    <message>
        <source>It keeps its seat and its steps, without the number. The phone that came last is asked for its number again and gets a seat of its own.</source>
        <translation>자리와 마친 단계는 그대로 두고 번호만 뗍니다. 나중에 들어온 휴대폰은 번호를 다시 눌러 새 자리를 받습니다.</translation>
    </message>
    <message>
        <source>Free the number</source>
        <translation>번호 떼기</translation>
    </message>
    <message>
        <source>The student keeps the seat and the steps under another name.</source>
        <translation>학생은 자리와 마친 단계를 그대로 두고 다른 이름으로 보입니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
</TS>

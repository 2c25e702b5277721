"""The words on the screens of the pictures, as on today's phones, by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A phone's words in one language; `the_…` are the steps' words for things without any."""

    language: str
    # What the steps call things that are drawn without words.
    the_gear: str
    the_arrow: str
    the_home: str
    the_plus: str
    the_eye: str
    the_switch: str
    the_dot: str
    the_name: str
    the_password: str
    the_circle: str
    the_photo: str
    the_red: str
    the_camera: str
    the_bubble: str
    the_person: str
    the_send: str
    the_top_right: str
    the_top_left: str
    the_list: str
    # Quick settings
    wifi: str
    bluetooth: str
    sound: str
    torch: str
    # Settings
    settings: str
    connections: str
    devices: str
    modes: str
    sounds: str
    notifications: str
    display: str
    battery: str
    security: str
    location: str
    safety: str
    accounts: str
    accessibility: str
    about: str
    # Connections, Wi-Fi
    off: str
    our_class: str
    other_networks: tuple[str, str]
    connected: str
    password: str
    cancel: str
    connect: str
    # Notifications
    app_notifications: str
    recently: str
    lock_screen: str
    apps: tuple[tuple[str, str], tuple[str, str]]
    chat_app: str
    vibrate: str
    mute: str
    new_message: str
    see_you: str
    reminder: str
    walk: str
    # Display
    eye_comfort: str
    font: str
    screen_zoom: str
    sample: str
    font_size: str
    bold: str
    the_bold: str
    vision: str
    hearing: str
    spoken: str
    high_contrast: str
    contrast_theme: str
    # Emergency
    medical: str
    contacts: str
    sos: str
    share_location: str
    add_contact: str
    done: str
    share: str
    the_share: str
    count: str
    call: str
    press_five: str
    side_key: str
    # Chats
    people: tuple[str, str, str]
    said: tuple[str, str, str]
    chats: str
    friends: str
    gallery: str
    file: str
    phone_app: str
    camera_app: str
    send: str
    write: str
    # Calls
    one_chat: str
    voice_call: str
    video_call: str
    ask_camera: str
    while_using: str
    only_once: str
    not_allow: str
    calling: str
    louder: str
    long_key: str


KO = Words(
    language="ko",
    the_gear="톱니바퀴",
    the_arrow="화살표",
    the_home="홈 버튼",
    the_plus="더하기",
    the_eye="눈 모양",
    the_switch="스위치",
    the_dot="동그란 점",
    the_name="이름",
    the_password="비밀번호",
    the_circle="동그라미",
    the_photo="사진",
    the_red="빨간색 동그란 버튼",
    the_camera="카메라",
    the_bubble="말풍선 모양",
    the_person="사람 모양",
    the_send="전송",
    the_top_right="맨 위 오른쪽",
    the_top_left="맨 위 왼쪽",
    the_list="화면을 위로",
    wifi="Wi-Fi",
    bluetooth="블루투스",
    sound="소리",
    torch="손전등",
    settings="설정",
    connections="연결",
    devices="연결된 기기",
    modes="모드 및 루틴",
    sounds="소리 및 진동",
    notifications="알림",
    display="디스플레이",
    battery="배터리",
    security="보안 및 개인정보 보호",
    location="위치",
    safety="안전 및 긴급",
    accounts="계정 및 백업",
    accessibility="접근성",
    about="휴대전화 정보",
    off="사용 안 함",
    our_class="우리 교실",
    other_networks=("행복카페", "도서관 2층"),
    connected="연결됨",
    password="비밀번호",
    cancel="취소",
    connect="연결",
    app_notifications="앱 알림",
    recently="최근 알림을 보낸 앱",
    lock_screen="잠금화면 알림",
    apps=(("지도", "place"), ("카메라", "camera")),
    chat_app="카카오톡",
    vibrate="진동",
    mute="무음",
    new_message="딸",
    see_you="엄마, 저녁에 갈게요",
    reminder="일정",
    walk="내일 10시 산책 모임",
    eye_comfort="편안하게 화면 보기",
    font="글자 크기와 스타일",
    screen_zoom="화면 크게/작게",
    sample="글자가 이만큼 커져요",
    font_size="글자 크기",
    bold="굵은 글꼴",
    the_bold="굵은",
    vision="시인성 향상",
    hearing="청각 보조",
    spoken="음성 안내",
    high_contrast="고대비 글자",
    contrast_theme="고대비 테마",
    medical="의료 정보",
    contacts="긴급 연락처",
    sos="긴급 SOS",
    share_location="긴급 위치 공유",
    add_contact="긴급 연락처 추가",
    done="완료",
    share="긴급 연락처에 정보 공유",
    the_share="긴급 연락처",
    count="카운트다운",
    call="긴급 전화 걸기",
    press_five="빠르게 5번",
    side_key="옆면 버튼",
    people=("큰딸", "김영희", "이철수"),
    said=("저녁에 갈게요", "사진 잘 봤어요", "내일 봐요"),
    chats="채팅",
    friends="친구",
    gallery="앨범",
    file="파일",
    phone_app="전화",
    camera_app="카메라",
    send="전송",
    write="메시지 쓰기",
    one_chat="1:1 채팅",
    voice_call="보이스톡",
    video_call="페이스톡",
    ask_camera="카메라를 쓰게 허용할까요?",
    while_using="앱 사용 중에만 허용",
    only_once="이번만 허용",
    not_allow="허용 안 함",
    calling="거는 중",
    louder="소리 크게",
    long_key="옆면의 긴 버튼",
)

EN = Words(
    language="en",
    the_gear="gear",
    the_arrow="arrow",
    the_home="home button",
    the_plus="plus sign",
    the_eye="eye",
    the_switch="switch",
    the_dot="round dot",
    the_name="name",
    the_password="password",
    the_circle="tick",
    the_photo="photo",
    the_red="red button",
    the_camera="video camera",
    the_bubble="speech bubble",
    the_person="person",
    the_send="Send",
    the_top_right="top right",
    the_top_left="top left",
    the_list="scroll down",
    wifi="Wi-Fi",
    bluetooth="Bluetooth",
    sound="Sound",
    torch="Torch",
    settings="Settings",
    connections="Connections",
    devices="Connected devices",
    modes="Modes and routines",
    sounds="Sounds and vibration",
    notifications="Notifications",
    display="Display",
    battery="Battery",
    security="Security and privacy",
    location="Location",
    safety="Safety and emergency",
    accounts="Accounts and backup",
    accessibility="Accessibility",
    about="About phone",
    off="Off",
    our_class="Our class",
    other_networks=("Corner cafe", "Library"),
    connected="Connected",
    password="Password",
    cancel="Cancel",
    connect="Connect",
    app_notifications="App notifications",
    recently="Recently sent",
    lock_screen="Lock screen",
    apps=(("Camera", "camera"), ("Maps", "place")),
    chat_app="Messages",
    vibrate="Vibrate",
    mute="Mute",
    new_message="Anna",
    see_you="See you tonight, Mum",
    reminder="Calendar",
    walk="Walk tomorrow at 10",
    eye_comfort="Eye comfort",
    font="Font size and style",
    screen_zoom="Screen zoom",
    sample="Letters as large as this",
    font_size="Font size",
    bold="Bold font",
    the_bold="Bold font",
    vision="Vision enhancements",
    hearing="Hearing",
    spoken="Spoken help",
    high_contrast="High contrast fonts",
    contrast_theme="High contrast theme",
    medical="Medical info",
    contacts="Emergency contacts",
    sos="Emergency SOS",
    share_location="Emergency sharing",
    add_contact="Add emergency contact",
    done="Done",
    share="Share info with emergency contacts",
    the_share="Share info with emergency contacts",
    count="Countdown",
    call="Make emergency call",
    press_five="5 times, quickly",
    side_key="Button on the side",
    people=("Anna", "Grace", "Peter"),
    said=("See you tonight", "What a lovely photo", "Until tomorrow"),
    chats="Chats",
    friends="Friends",
    gallery="Gallery",
    file="File",
    phone_app="Phone",
    camera_app="Camera",
    send="Send",
    write="Message",
    one_chat="Chat",
    voice_call="Voice call",
    video_call="Video call",
    ask_camera="Let this app use the camera?",
    while_using="While using the app",
    only_once="Only this time",
    not_allow="Don't allow",
    calling="calling",
    louder="Louder",
    long_key="Long button on the side",
)

WORDS = {"ko": KO, "en": EN}

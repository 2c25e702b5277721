; The Windows installer (Inno Setup 6), from the folder that packaging\build.py makes:
;   iscc /DVersion=0.1.0 packaging\windows\classroom-app.iss

#ifndef Version
  #error Give the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6F0E9B52-6B0F-4C1B-9D0B-5D6B1B8F2C11}
AppName=Classroom
AppVersion={#Version}
AppPublisher=The classroom_app authors
DefaultDirName={autopf}\Classroom
DefaultGroupName=Classroom
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=classroom-app.ico
UninstallDisplayIcon={app}\classroom-app.exe
OutputDir=..\..\dist
OutputBaseFilename=classroom-app-{#Version}-windows
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
ko.Firewall=Windows 방화벽에서 휴대폰의 접속을 허용합니다
en.Firewall=Let students' phones through Windows Firewall
ko.LessonFile=클래스룸 교안
en.LessonFile=Classroom lesson

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"
Name: "firewall"; Description: "{cm:Firewall}"; Check: IsAdminInstallMode

[Files]
Source: "..\..\build\package\folder\classroom-app\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Classroom"; Filename: "{app}\classroom-app.exe"
Name: "{autodesktop}\Classroom"; Filename: "{app}\classroom-app.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.lesson"; ValueType: string; ValueData: "Classroom.Lesson"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Classroom.Lesson"; ValueType: string; ValueData: "{cm:LessonFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Classroom.Lesson\DefaultIcon"; ValueType: string; ValueData: "{app}\classroom-app.exe,0"
Root: HKA; Subkey: "Software\Classes\Classroom.Lesson\shell\open\command"; ValueType: string; ValueData: """{app}\classroom-app.exe"" ""%1"""

[Run]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""Classroom"" dir=in action=allow program=""{app}\classroom-app.exe"" profile=private,domain enable=yes"; Flags: runhidden; Tasks: firewall
Filename: "{app}\classroom-app.exe"; Description: "{cm:LaunchProgram,Classroom}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""Classroom"""; Flags: runhidden; RunOnceId: "Firewall"; Check: IsAdminInstallMode
